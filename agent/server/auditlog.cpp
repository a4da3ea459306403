// SPDX-License-Identifier: Apache-2.0
#include "agent/server/auditlog.h"

#include "shared/log.h"
#include "shared/store/atomicfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMetaEnum>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxParamsBytes = 4096;
constexpr qsizetype MaxTextLength = 256; ///< of parameters that are too large as they are

bool isSecret(QStringView name)
{
    return name == "nonce"_L1 || name == "proof"_L1 || name == "token"_L1 || name == "commitment"_L1
           || name == "code"_L1;
}

QJsonValue redacted(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray list;
        for (const auto &item : value.toArray())
            list.append(redacted(item));
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        *it = isSecret(it.key()) ? QJsonValue(u"(secret)"_s) : redacted(*it);
    return object;
}

/// What is small among large parameters, as the name of the file that was written, says most of a change.
QJsonObject shortened(QJsonObject object)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const QString text = it->toString(); text.size() > MaxTextLength)
            *it = u"(%1 characters)"_s.arg(text.size());
    }
    return object;
}

QJsonObject describe(const CallContext &who)
{
    QJsonObject described{
        {u"id"_s, who.peer.nodeId},
        {u"name"_s, who.peerName},
        {u"address"_s, who.peer.address},
        {u"role"_s, QLatin1StringView(QMetaEnum::fromType<Role>().valueToKey(int(who.role)))}};
    if (!who.via.isEmpty())
        described.insert(u"via"_s, who.via);
    return described;
}

/// Whether a refusal says more of the one who asked than that it was too early, too often or badly put.
bool isWorthALine(const std::optional<Error> &error)
{
    return !error || error->code == ErrorCode::Forbidden || error->code == ErrorCode::Conflict
           || error->code == ErrorCode::Timeout || error->code == ErrorCode::Io;
}

} // namespace

QJsonObject redactedParams(const JsonValue &params)
{
    const QByteArray text = params.toJson();
    const QJsonObject object = redacted(QJsonDocument::fromJson(text).object()).toObject();
    if (text.size() <= MaxParamsBytes)
        return object;
    const QJsonObject rest = shortened(object);
    if (QJsonDocument(rest).toJson(QJsonDocument::Compact).size() <= MaxParamsBytes)
        return rest;
    return {{u"leftOutBytes"_s, qint64(text.size())}};
}

AuditLog::AuditLog(const Settings &settings)
    : m_settings(settings)
{
}

AuditLog::~AuditLog() = default;

Result<std::unique_ptr<AuditLog>> AuditLog::open(const Settings &settings)
{
    std::unique_ptr<AuditLog> log(new AuditLog(settings));
    if (const auto loaded = log->load(); !loaded)
        return fail(loaded.error());
    return log;
}

/// Finds the end of the chain in the newest file that has a line, without checking all of it: that is what
/// verifyAuditLog() is for.
Result<void> AuditLog::load()
{
    if (auto opened = openFile(); !opened)
        return opened;
    const QStringList files = auditFiles(m_settings.folder);
    for (auto file = files.crbegin(); file != files.crend(); ++file) {
        const auto text = readFile(*file, 2 * m_settings.maxFileBytes + AuditChain::MaxLineBytes);
        if (!text)
            return fail(text.error());
        const qsizetype whole = text->lastIndexOf('\n') + 1;
        if (*file == path()) {
            m_bytes = whole;
            if (whole != text->size() && ::ftruncate(m_file.get(), whole) != 0)
                return fail(ioError(u"cut off half a line of the audit log"_s, *file, errno));
        }
        if (whole == 0)
            continue;
        const qsizetype start = whole > 1 ? text->lastIndexOf('\n', whole - 2) + 1 : 0;
        if (const auto followed = m_chain.follow(QByteArrayView(*text).sliced(start, whole - 1 - start));
            !followed)
            qCWarning(logStore, "audit=broken file=%ls", qUtf16Printable(*file));
        break;
    }
    return {};
}

Result<void> AuditLog::openFile()
{
    const QByteArray name = QFile::encodeName(path());
    m_file = FileDescriptor(
        ::open(name.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    m_bytes = 0;
    if (!m_file.isOpen())
        return fail(ioError(u"open the audit log"_s, path(), errno));
    return syncFolder(m_settings.folder);
}

Result<void> AuditLog::rotate()
{
    const QString oldest = path() + u'.' + QString::number(m_settings.keptFiles);
    QFile::remove(oldest);
    for (int i = m_settings.keptFiles; i > 0; --i) {
        const QString from = i == 1 ? path() : path() + u'.' + QString::number(i - 1);
        const QString to = path() + u'.' + QString::number(i);
        if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0
            && errno != ENOENT)
            return fail(ioError(u"rename the audit log"_s, from, errno));
    }
    return openFile();
}

Result<qint64> AuditLog::begin(const CallContext &who, QByteArrayView method, const JsonValue &params)
{
    if (who.role == Role::Stranger && !m_isFailing)
        return 0;
    return append({{u"event"_s, u"begin"_s},
                   {u"who"_s, describe(who)},
                   {u"method"_s, QString::fromUtf8(method)},
                   {u"params"_s, redactedParams(params)}},
                  true);
}

void AuditLog::end(const CallContext &who, QByteArrayView method, const std::optional<Error> &error)
{
    QJsonObject record{{u"event"_s, u"end"_s}, {u"outcome"_s, error ? errorName(error->code) : u"done"_s}};
    if (error)
        record.insert(u"text"_s, error->text.left(512));
    if (who.auditRecord > 0) {
        record.insert(u"of"_s, who.auditRecord);
    } else if (isWorthALine(error)) {
        record.insert(u"event"_s, u"call"_s);
        record.insert(u"who"_s, describe(who));
        record.insert(u"method"_s, QString::fromUtf8(method));
    } else {
        ++m_uncounted;
        return;
    }
    // What was refused without an announcement changed nothing and need not survive a power loss: strangers
    // and viewers could make the disk work for nothing. append() itself tells of a disk that fails.
    const bool mayHaveChanged = who.auditRecord > 0 || !error;
    static_cast<void>(append(std::move(record), mayHaveChanged));
}

Result<qint64> AuditLog::append(QJsonObject record, bool isDurable)
{
    const qint64 number = m_chain.last() + 1;
    record.insert(u"n"_s, number);
    record.insert(u"at"_s, QString::fromLatin1(toIso(now())));
    record.insert(u"prev"_s, QString::fromLatin1(m_chain.tip()));
    if (m_uncounted > 0)
        record.insert(u"refusedStrangersBefore"_s, m_uncounted);
    const QByteArray line = QJsonDocument(record).toJson(QJsonDocument::Compact);
    if (const auto stored = store(line + '\n', isDurable); !stored) {
        qCCritical(logStore, "audit=unwritable %ls", qUtf16Printable(muster::describe(stored.error())));
        m_isFailing = true;
        Q_EMIT storingFailed(stored.error());
        return fail(stored.error());
    }
    static_cast<void>(m_chain.follow(line)); // our own line follows
    m_uncounted = 0;
    if (std::exchange(m_isFailing, false))
        Q_EMIT storingWorks();
    return number;
}

Result<void> AuditLog::store(const QByteArray &line, bool isDurable)
{
    if (!m_file.isOpen() || m_bytes + line.size() > m_settings.maxFileBytes) {
        auto ready = m_file.isOpen() ? rotate() : openFile();
        if (!ready)
            return ready;
    }
    const ssize_t written = ::write(m_file.get(), line.constData(), size_t(line.size()));
    if (written != line.size() || (isDurable && ::fdatasync(m_file.get()) != 0)) {
        const int error = written >= 0 && written < line.size() ? ENOSPC : errno;
        // Half a line would break the chain.
        if (::ftruncate(m_file.get(), m_bytes) != 0)
            qCWarning(logStore, "audit=untruncated");
        return fail(ioError(u"write the audit log, so nothing is changed"_s, path(), error));
    }
    m_bytes += line.size();
    return {};
}

} // namespace muster::agent
