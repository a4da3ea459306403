// SPDX-License-Identifier: Apache-2.0
// A node that hands out dumps, of the agent's own parts, and makes the dumps and the tickets to fetch them.
#include "tests/bench/programs/dumpseries.h"
#include "tests/bench/programs/report.h"
#include "tests/support/dumpnode.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <QCoroTask>

#include <span>

using namespace muster;
using namespace muster::bench;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int SeriesLength = 10;
constexpr qint64 PieceBytes = 16 * 1024 * 1024;

/// What programs and libraries look like: those of this machine, one after the other.
QByteArray machineCode(qint64 size)
{
    QByteArray bytes;
    bytes.reserve(size);
    QDirIterator files(u"/usr/lib"_s, {u"*.so*"_s}, QDir::Files | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (bytes.size() < size && files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            bytes += file.read(size - bytes.size());
    }
    return bytes;
}

/// As a dump is on average: journal, states, and binaries.
QList<NamedBytes> usualMembers(qint64 size)
{
    QList<NamedBytes> members{{u"lib.tar"_s, machineCode(size / 2)}};
    for (qint64 left = size - members[0].bytes.size(); left > 0; left -= PieceBytes) {
        const auto number = quint32(members.size());
        members.append({u"journal-%1.txt"_s.arg(number), lines(std::min(left, PieceBytes), number)});
    }
    return members;
}

/// One member of zeros that takes no room on the disk.
void addSparseDump(DumpNode &node, const QString &id, qint64 size)
{
    const QString folder = node.addDump(id, {{u"core"_s, {}}});
    QFile core(folder + u"/core"_s);
    if (!core.resize(size))
        qFatal("cannot make a sparse file");
    const QString path = folder + u'/' + QLatin1StringView(ManifestName);
    auto manifest = fromJson<DumpManifest>(readFile(path, MaxManifestBytes).value()).value();
    manifest.members[0].size = size;
    writeFile(path, toJson(manifest));
    if (!seal(folder, {}))
        qFatal("cannot hash the sparse dump");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const std::span arguments(argv, size_t(argc));
    if (argc != 4)
        return die("usage: bench-bulknode BYTES SPARSE_BYTES FOLDER");
    const QString out = QString::fromLocal8Bit(arguments[3]);
    DumpNode node;
    const Identity client = Identity::generate().value();
    node.trust(client);
    writeFile(out + u"/client.pem"_s, client.toPem());
    const QString usual = node.addDump(u"usual"_s, usualMembers(QByteArray(arguments[1]).toLongLong()));
    addSparseDump(node, u"small"_s, 2 * 1024 * 1024);
    addSparseDump(node, u"large"_s, QByteArray(arguments[2]).toLongLong());
    QJsonObject tickets;
    QStringList ids{u"usual"_s, u"small"_s, u"large"_s};
    QStringList series;
    for (int i = 0; i < SeriesLength; ++i) {
        ids.append(u"series-%1"_s.arg(i));
        series.append(node.addDump(ids.last(), dumpOfSeries(i)));
    }
    for (const QString &id : std::as_const(ids)) {
        const auto ticket =
            QCoro::waitFor(node.service().offload({client.nodeId().toString(), u"bench"_s}, {id, {}}));
        if (!ticket)
            return die(describe(ticket.error()).toUtf8());
        tickets[id] = QString::fromUtf8(toJson(*ticket));
    }
    // What others send: the same bytes as one file.
    auto stream = DumpStream::open(usual).value();
    QFile tar(out + u"/dump.tar"_s);
    if (!tar.open(QIODevice::WriteOnly))
        return die("cannot write dump.tar");
    QByteArray piece(PieceBytes, Qt::Uninitialized);
    for (qint64 at = 0; at < stream.size(); at += PieceBytes) {
        const auto now = std::span(piece).first(size_t(std::min(PieceBytes, stream.size() - at)));
        if (!stream.read(at, now) || tar.write(now.data(), qint64(now.size())) != qint64(now.size()))
            return die("cannot write dump.tar");
    }
    tar.close();
    report(QJsonDocument(QJsonObject{{u"port"_s, node.endpoint().port},
                                     {u"nodeId"_s, node.nodeId().toString()},
                                     {u"size"_s, stream.size()},
                                     {u"series"_s, QJsonArray::fromStringList(series)},
                                     {u"tickets"_s, tickets}})
               .toJson(QJsonDocument::Compact));
    return QCoreApplication::exec();
}
