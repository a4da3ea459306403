// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpindex.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxLineBytes = 64 * 1024; ///< an entry with all the copies it may have

/// One change.
struct IndexLine
{
    std::optional<DumpEntry> entry;
    QString gone;

    static constexpr auto fields()
    {
        return std::tuple(field("entry", &IndexLine::entry, "What is known of a dump now"),
                          field("gone", &IndexLine::gone, "A dump that is there no more").optional());
    }
};

QByteArray lineOf(const DumpEntry &entry)
{
    return "{\"entry\":" + toJson(entry) + "}\n";
}

} // namespace

Result<QHash<QString, DumpEntry>> DumpIndex::load()
{
    QHash<QString, DumpEntry> entries;
    m_open.close();
    m_lines = 0;
    const auto text = readFile(m_file, MaxBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return entries;
    if (!text)
        return fail(text.error());
    JsonParser parser;
    qsizetype unreadable = 0;
    qsizetype begin = 0;
    for (qsizetype end = text->indexOf('\n'); end >= 0; end = text->indexOf('\n', begin)) {
        const QByteArrayView line(text->constData() + begin, end - begin);
        begin = end + 1;
        ++m_lines;
        auto change = parser.parse(line, MaxLineBytes).and_then([](const JsonValue &json) {
            return decode<IndexLine>(json);
        });
        if (!change)
            ++unreadable;
        else if (change->entry)
            entries.insert(change->entry->id, *std::move(change->entry));
        else
            entries.remove(change->gone);
    }
    m_endsTorn = begin < text->size();
    if (unreadable > 0)
        qCWarning(logDumps) << "event=indexDamaged lines=" << unreadable;
    return entries;
}

Result<void> DumpIndex::put(const DumpEntry &entry)
{
    return append(lineOf(entry), 1);
}

Result<void> DumpIndex::remove(const QStringList &ids)
{
    QByteArray lines;
    for (const QString &id : ids)
        lines += toJson(IndexLine{{}, id}) + '\n';
    return append(lines, ids.size());
}

Result<void> DumpIndex::append(const QByteArray &lines, qsizetype count)
{
    if (!m_open.isOpen()) {
        const bool isNew = !QFile::exists(m_file);
        m_open = FileDescriptor(
            ::open(QFile::encodeName(m_file).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        if (!m_open.isOpen())
            return fail(ioError(u"write"_s, m_file, errno));
        if (isNew) {
            if (const auto synced = syncFolder(QFileInfo(m_file).path()); !synced)
                return synced;
        }
    }
    // A line of its own ends what was torn off; it is left out when it is read.
    if (!writeAll(m_open.get(), m_endsTorn ? '\n' + lines : lines) || ::fdatasync(m_open.get()) != 0) {
        const int cause = errno;
        m_endsTorn = true;
        return fail(ioError(u"write"_s, m_file, cause));
    }
    m_endsTorn = false;
    m_lines += count;
    return {};
}

Result<void>
DumpIndex::rewrite(const std::function<void(const std::function<void(const DumpEntry &)> &)> &each)
{
    QByteArray text;
    qsizetype lines = 0;
    each([&](const DumpEntry &entry) {
        text += lineOf(entry);
        ++lines;
    });
    if (const auto replaced = replaceFile(m_file, text); !replaced)
        return replaced;
    m_open.close(); // it is another file now
    m_endsTorn = false;
    m_lines = lines;
    return {};
}

} // namespace muster::agent
