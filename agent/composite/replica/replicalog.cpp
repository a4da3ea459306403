// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/replica/replicalog.h"

#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"
#include "shared/tls/digest.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype HashDigits = 64;
constexpr qsizetype MaxLineBytes = 1024 * 1024;
constexpr qsizetype RewriteBytes = 1024 * 1024; ///< written at once when the log is rewritten

QByteArray hashedLine(const QByteArray &json)
{
    return sha256({json}).toHex() + ' ' + json + '\n';
}

std::optional<ReplicaDocument> readLogLine(QByteArrayView line)
{
    if (line.size() <= HashDigits + 1 || line.size() > MaxLineBytes || line[HashDigits] != ' ')
        return std::nullopt;
    const QByteArrayView json = line.sliced(HashDigits + 1);
    if (sha256({json}).toHex() != line.first(HashDigits))
        return std::nullopt;
    auto document = fromJson<ReplicaDocument>(json, MaxLineBytes);
    return document ? std::optional(std::move(*document)) : std::nullopt;
}

/// @return the bytes of whole lines, up to the last one that is as it was written
qsizetype readLog(QByteArrayView bytes, ReplicaLog::Contents &contents)
{
    qsizetype sound = 0;
    int damagedSince = 0;
    for (qsizetype from = 0; from < bytes.size();) {
        const qsizetype end = bytes.indexOf('\n', from);
        if (end < 0)
            break;
        auto document = readLogLine(bytes.sliced(from, end - from));
        from = end + 1;
        if (!document) {
            ++damagedSince;
            continue;
        }
        contents.damaged += std::exchange(damagedSince, 0);
        sound = from;
        const ReplicaKey key = document->key();
        if (document->versions.isEmpty())
            contents.documents.erase(key);
        else
            contents.documents.insert_or_assign(key, std::move(*document));
    }
    return sound;
}

Result<FileDescriptor> openLog(const QString &path, int flags)
{
    FileDescriptor file(::open(QFile::encodeName(path).constData(),
                               O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | flags,
                               S_IRUSR | S_IWUSR));
    if (!file.isOpen())
        return fail(ioError(u"open the file"_s, path, errno));
    return file;
}

} // namespace

ReplicaLog::ReplicaLog(QString path, FileDescriptor file, qint64 size)
    : m_path(std::move(path))
    , m_file(std::move(file))
    , m_size(size)
{
}

Result<ReplicaLog> ReplicaLog::open(const QString &folder, Contents &contents)
{
    if (const auto made = ensurePrivateFolder(folder); !made)
        return fail(made.error());
    const QString path = folder + "/documents.log"_L1;
    qsizetype sound = 0;
    qsizetype size = 0;
    {
        const auto bytes = readFile(path, MaxBytes);
        if (!bytes && bytes.error().code != ErrorCode::NotFound)
            return fail(bytes.error());
        if (bytes) {
            sound = readLog(*bytes, contents);
            size = bytes->size();
        }
    }
    auto file = openLog(path, 0);
    if (!file)
        return fail(file.error());
    ReplicaLog log(path, std::move(*file), sound);
    log.m_hasLeftover = size != sound;
    if (const auto cut = log.cutBack(); !cut)
        return fail(cut.error());
    if (const auto synced = syncFolder(folder); !synced)
        return fail(synced.error());
    return log;
}

Result<void> ReplicaLog::cutBack()
{
    if (!m_hasLeftover)
        return {};
    if (::ftruncate(m_file.get(), m_size) != 0 || ::fsync(m_file.get()) != 0)
        return fail(ioError(u"shorten the file"_s, m_path, errno));
    m_hasLeftover = false;
    return {};
}

Result<void> ReplicaLog::append(QByteArrayView lines)
{
    if (const auto cut = cutBack(); !cut)
        return cut;
    if (!writeAll(m_file.get(), lines) || ::fdatasync(m_file.get()) != 0) {
        const auto error = fail(ioError(u"write the file"_s, m_path, errno));
        m_hasLeftover = true;
        if (const auto cut = cutBack(); !cut)
            return cut;
        return error;
    }
    m_size += lines.size();
    return {};
}

bool ReplicaLog::isWorthRewriting(qint64 liveBytes) const
{
    return m_size > 2 * liveBytes && m_size > liveBytes + SpareBytes;
}

Result<void> ReplicaLog::rewrite(const ReplicaDocuments &documents)
{
    const QString aside = m_path + ".new"_L1;
    const QByteArray asideName = QFile::encodeName(aside);
    ::unlink(asideName.constData());
    auto file = openLog(aside, O_EXCL);
    if (!file)
        return fail(file.error());
    qint64 size = 0;
    QByteArray piece;
    const auto writePiece = [&] {
        size += piece.size();
        const bool isWritten = writeAll(file->get(), piece);
        piece.clear();
        return isWritten;
    };
    bool isWritten = true;
    for (auto it = documents.begin(); isWritten && it != documents.end(); ++it) {
        piece += lineOf(it->second);
        if (piece.size() > RewriteBytes)
            isWritten = writePiece();
    }
    isWritten = isWritten && writePiece() && ::fsync(file->get()) == 0
                && ::rename(asideName.constData(), QFile::encodeName(m_path).constData()) == 0;
    if (!isWritten) {
        const auto error = fail(ioError(u"rewrite the file"_s, m_path, errno));
        ::unlink(asideName.constData());
        return error;
    }
    m_file = std::move(*file);
    m_size = size;
    m_hasLeftover = false;
    return syncFolder(QFileInfo(m_path).absolutePath());
}

QByteArray ReplicaLog::lineOf(const ReplicaDocument &document)
{
    return hashedLine(toJson(document));
}

QByteArray ReplicaLog::purgeLineOf(const ReplicaKey &key)
{
    return hashedLine(toJson(ReplicaDocument{key.kind, key.id, {}, {}, QString(HashDigits, u'0')}));
}

} // namespace muster::agent
