// SPDX-License-Identifier: Apache-2.0
#include "console/offload/dumpreceiver.h"
#include "console/offload/framereader.h"
#include "tests/support/dumpnode.h"
#include "tests/support/testagent.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <zstd.h>

#include <thread>

using namespace muster;
using namespace muster::agent;
using namespace muster::console;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

/// Runs something that waits on a thread, while the node's event loop goes on here.
template <typename Work>
auto aside(Work work)
{
    std::optional<decltype(work())> outcome;
    std::atomic<bool> isOver = false;
    std::thread thread([&] {
        outcome.emplace(work());
        isOver = true;
    });
    while (!isOver)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    thread.join();
    return *std::move(outcome);
}

QByteArray contentOf(const QString &path)
{
    return readFile(path, 1LL << 30).value_or(QByteArray());
}

} // namespace

class TestBulk : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    const TestConsole m_console{m_identity};
    BytePace m_pace;

    static constexpr auto Id = "bmc-20251124T160000Z"_L1;

    static QList<NamedBytes> members()
    {
        return {{u"journal.txt"_s, lines(9 * 1024 * 1024)},
                {u"core.fan"_s, noise(6 * 1024 * 1024 + 5)},
                {u"empty"_s, {}}};
    }
    [[nodiscard]] static OffloadPlace placeOf(const DumpNode &node, const QString &folder)
    {
        return {node.endpoint(), node.nodeId(), u"drawer-1"_s, folder};
    }
    [[nodiscard]] Result<DumpTicket> ticketOf(const DumpNode &node) const
    {
        auto peer = m_console.greet(node.endpoint());
        if (!peer)
            return fail(peer.error());
        return ask<api::DumpsOffload>(**peer, {Id, u"here"_s});
    }
    [[nodiscard]] Result<OffloadRecord> fetch(const DumpNode &node, const QString &folder,
                                              bulk::Encoding encoding = bulk::Encoding::None)
    {
        const auto ticket = ticketOf(node);
        if (!ticket)
            return fail(ticket.error());
        return aside([&] {
            return DumpReceiver(m_identity, placeOf(node, folder), m_pace, {encoding}).fetch(*ticket, {});
        });
    }
    static void compareUnpacked(const QString &archive, const QString &id, const QList<NamedBytes> &members)
    {
        QTemporaryDir out;
        // Of the zstd library, as the zstd program uses it.
        const QByteArray file = contentOf(archive);
        QByteArray tar(64 * 1024 * 1024, Qt::Uninitialized);
        const size_t size = ZSTD_decompress(tar.data(), size_t(tar.size()), file.data(), size_t(file.size()));
        QVERIFY2(!ZSTD_isError(size), ZSTD_getErrorName(size));
        writeFile(out.filePath(u"dump.tar"_s), QByteArrayView(tar).first(qsizetype(size)));
        QProcess unpack;
        unpack.start(u"tar"_s, {u"-C"_s, out.path(), u"-xf"_s, out.filePath(u"dump.tar"_s)});
        QVERIFY(unpack.waitForFinished());
        QVERIFY2(unpack.exitCode() == 0, unpack.readAllStandardError());
        for (const NamedBytes &member : members)
            QVERIFY2(contentOf(out.filePath(id + u'/' + member.name)) == member.bytes,
                     qPrintable(member.name));
    }

private Q_SLOTS:
    void aDumpArrivesAsAnArchiveOfStandardTools_data()
    {
        QTest::addColumn<bulk::Encoding>("encoding");
        QTest::newRow("raw") << bulk::Encoding::None;
        QTest::newRow("zstd") << bulk::Encoding::Zstd;
    }
    void aDumpArrivesAsAnArchiveOfStandardTools()
    {
        QFETCH(bulk::Encoding, encoding);
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        const auto record = fetch(node, folder.path(), encoding);
        QVERIFY2(record, record ? "" : qPrintable(describe(record.error())));
        const QString base = folder.filePath(u"drawer-1-"_s + Id);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 (QStringList{QFileInfo(base + u".json"_s).fileName(),
                              QFileInfo(base + u".tar.zst"_s).fileName()}));
        compareUnpacked(base + u".tar.zst"_s, Id, members());
        const auto read = readRecord(base + u".json"_s);
        QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
        QCOMPARE(*read, *record);
        QCOMPARE(read->nodeId, node.nodeId().toString());
        QCOMPARE(read->manifest->members.size(), 3);
        QCOMPARE(read->frames.size(), 4);
    }

    void aDumpThatIsThereIsNotFetchedAgain()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        const auto first = fetch(node, folder.path());
        QVERIFY(first);
        QCOMPARE(fetch(node, folder.path()), *first);
    }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
