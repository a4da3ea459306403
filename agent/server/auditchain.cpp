// SPDX-License-Identifier: Apache-2.0
#include "agent/server/auditchain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr int MaxFiles = 100;

Result<qint64> verifyFile(const QString &name, AuditChain &chain)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail({ErrorCode::Io, u"cannot read the audit log: "_s + file.errorString(), name, {}, {}});
    qint64 number = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(AuditChain::MaxLineBytes + 2);
        ++number;
        Result<void> followed = chain.follow(line.endsWith('\n') ? QByteArrayView(line).chopped(1) : line);
        if (followed && !line.endsWith('\n'))
            followed = fail(ErrorCode::Invalid, u"the line is cut off"_s);
        if (!followed) {
            Error error = followed.error();
            error.source = u"%1:%2"_s.arg(name, QString::number(number));
            return fail(error);
        }
    }
    return number;
}

} // namespace

Result<void> AuditChain::follow(QByteArrayView line)
{
    const QByteArray expected = m_tip;
    const bool isFirst = !std::exchange(m_hasBegun, true);
    m_tip = QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex();
    const auto json = m_parser.parse(line, MaxLineBytes);
    const auto number = json ? json->find("n") : std::nullopt;
    const auto prev = json ? json->find("prev") : std::nullopt;
    if (!number || !number->toInteger() || !prev || !prev->toUtf8())
        return fail(ErrorCode::Invalid, u"this is no line of an audit log"_s);
    const qint64 before = std::exchange(m_last, *number->toInteger());
    const bool mayBeginAnywhere = isFirst && m_last > 1;
    if (!mayBeginAnywhere && m_last != before + 1)
        return fail(ErrorCode::Invalid, u"line %1 is followed by line %2"_s.arg(before).arg(m_last));
    if (!mayBeginAnywhere && *prev->toUtf8() != expected)
        return fail(ErrorCode::Invalid, u"the line before line %1 was changed or removed"_s.arg(m_last));
    return {};
}

QStringList auditFiles(const QString &folder)
{
    QStringList files;
    const QString newest = folder + "/audit.log"_L1;
    for (int i = MaxFiles; i > 0; --i) {
        const QString name = newest + u'.' + QString::number(i);
        if (QFileInfo::exists(name))
            files.append(name);
    }
    if (QFileInfo::exists(newest))
        files.append(newest);
    return files;
}

Result<qint64> verifyAuditLog(const QString &folder)
{
    const QStringList files = auditFiles(folder);
    if (files.isEmpty())
        return fail({ErrorCode::NotFound, u"there is no audit log"_s, folder, {}, {}});
    AuditChain chain;
    qint64 lines = 0;
    for (const QString &file : files) {
        const auto verified = verifyFile(file, chain);
        if (!verified)
            return verified;
        lines += *verified;
    }
    return lines;
}

} // namespace muster::agent
