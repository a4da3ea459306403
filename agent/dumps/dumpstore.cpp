// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpstore.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"
#include "shared/wire/filedescriptor.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto ManifestName = u"manifest.json"_s;
const auto MakingPrefix = u".making-"_s;
constexpr qsizetype MaxManifestBytes = 64 * 1024;

QString hexOf(const QCryptographicHash &hash)
{
    return QString::fromLatin1(hash.result().toHex());
}

/// Copies until the end or the limit. @return false when reading failed, with errno
bool copyBytes(int from, int to, qint64 limit, DumpMember &member, const std::stop_token &stop)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::array<char, 64 * 1024> buffer;
    while (member.size < limit && !stop.stop_requested()) {
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        const QByteArrayView bytes(buffer.data(), got);
        hash.addData(bytes);
        if (!writeAll(to, bytes))
            return false;
        member.size += got;
    }
    member.sha256 = hexOf(hash);
    return true;
}

qint64 sizeOf(const DumpManifest &dump)
{
    qint64 bytes = 0;
    for (const DumpMember &member : dump.members)
        bytes += member.size;
    return bytes;
}

} // namespace

DumpStore::DumpStore(QString folder)
    : DumpStore(std::move(folder), Bounds())
{
}

DumpStore::DumpStore(QString folder, Bounds bounds)
    : m_folder(std::move(folder))
    , m_bounds(bounds)
{
}

Result<DumpManifest> DumpStore::write(DumpManifest head, const QList<DumpSource> &sources,
                                      const QStringList &openFailures, const std::stop_token &stop) const
{
    if (auto made = ensurePrivateFolder(m_folder); !made)
        return fail(made.error());
    removeHalfMade();
    head.at = now();
    head.id = freeId(head.at, head.type);
    head.members.clear();
    const QString making = m_folder + u'/' + MakingPrefix + head.id;
    const auto giveUp = [&making](const Error &error) {
        QDir(making).removeRecursively();
        return fail(error);
    };
    if (::mkdir(QFile::encodeName(making).constData(), 0700) != 0)
        return fail(ioError(u"make the folder of a dump"_s, making, errno));
    for (const DumpSource &source : sources) {
        const auto member = writeMember(making, source, stop);
        if (!member)
            return giveUp(member.error());
        head.members.append(*member);
    }
    if (const auto written = replaceFile(making + u'/' + ManifestName, toJson(head)); !written)
        return giveUp(written.error());
    const QString whole = m_folder + u'/' + head.id;
    if (::rename(QFile::encodeName(making).constData(), QFile::encodeName(whole).constData()) != 0)
        return giveUp(ioError(u"put a dump in place"_s, whole, errno));
    if (const auto synced = syncFolder(m_folder); !synced)
        return fail(synced.error());
    bound(head.id, openFailures);
    return head;
}

Result<DumpMember> DumpStore::writeMember(const QString &folder, const DumpSource &source,
                                          const std::stop_token &stop) const
{
    DumpMember member{source.name, 0, {}, source.missing};
    if (source.file.isEmpty() && source.bytes.isEmpty())
        return member;
    const QString path = folder + u'/' + source.name;
    const FileDescriptor into(
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!into.isOpen())
        return fail(ioError(u"write"_s, path, errno));
    if (source.file.isEmpty()) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(source.bytes);
        member.size = source.bytes.size();
        member.sha256 = hexOf(hash);
        if (!writeAll(into.get(), source.bytes))
            return fail(ioError(u"write"_s, path, errno));
    } else {
        const FileDescriptor from(
            ::open(QFile::encodeName(source.file).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        struct stat status = {};
        if (!from.isOpen() || ::fstat(from.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
            member.missing = describe(ioError(u"read"_s, source.file, errno));
        } else if (status.st_size > m_bounds.memberBytes) {
            member.missing = u"%1 has %2 bytes, more than the %3 that are kept of one file"_s.arg(source.file)
                                 .arg(status.st_size)
                                 .arg(m_bounds.memberBytes);
        } else if (!copyBytes(from.get(), into.get(), m_bounds.memberBytes, member, stop)) {
            return fail(ioError(u"copy"_s, source.file, errno));
        }
        if (member.sha256.isEmpty())
            QFile::remove(path);
    }
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    if (::fsync(into.get()) != 0)
        return fail(ioError(u"write"_s, path, errno));
    return member;
}

/// "bmc-20261126T104500Z", and a number behind it for the next one of the same second.
QString DumpStore::freeId(Timestamp at, const QString &type) const
{
    const QString id = u"%1-%2Z"_s.arg(type, toDateTime(at).toString(u"yyyyMMdd'T'HHmmss"_s));
    QString free = id;
    for (int number = 2; QFile::exists(m_folder + u'/' + free); ++number)
        free = u"%1-%2"_s.arg(id).arg(number);
    return free;
}

void DumpStore::removeHalfMade() const
{
    QDir folder(m_folder);
    for (const QString &name : folder.entryList({MakingPrefix + u'*'}, QDir::Dirs | QDir::Hidden))
        QDir(folder.filePath(name)).removeRecursively();
}

QList<DumpManifest> DumpStore::list() const
{
    QList<DumpManifest> dumps;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto manifest = readFile(folder.filePath(name + u'/' + ManifestName), MaxManifestBytes)
                                  .and_then([](const QByteArray &json) {
                                      return fromJson<DumpManifest>(json, MaxManifestBytes);
                                  });
        if (manifest && manifest->id == name)
            dumps.append(*manifest);
        else
            qCWarning(logStore).noquote() << "event=dumpUnreadable dump=" << name;
    }
    std::ranges::sort(dumps, std::greater(),
                      [](const DumpManifest &one) { return std::pair(one.at, one.id); });
    return dumps;
}

void DumpStore::bound(const QString &newest, const QStringList &openFailures) const
{
    QList<DumpManifest> dumps = list();
    qint64 bytes = 0;
    for (const DumpManifest &dump : std::as_const(dumps))
        bytes += sizeOf(dump);
    std::ranges::reverse(dumps);
    std::ranges::stable_partition(
        dumps, [&](const DumpManifest &dump) { return !openFailures.contains(dump.failureId); });
    qsizetype count = dumps.size();
    for (const DumpManifest &dump : std::as_const(dumps)) {
        if (count <= m_bounds.dumps && bytes <= m_bounds.bytes)
            return;
        if (dump.id == newest || !QDir(m_folder + u'/' + dump.id).removeRecursively())
            continue;
        --count;
        bytes -= sizeOf(dump);
    }
}

} // namespace muster::agent
