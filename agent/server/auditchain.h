// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/json/jsonvalue.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace muster::agent {

/// Follows the lines of an audit log: each names its own number and the SHA-256 of the line before, so that
/// none can be changed, left out or put in without all after it being written anew.
class AuditChain
{
public:
    static constexpr qsizetype MaxLineBytes = 16 * 1024;

    /// What the next line must name as `prev`: 64 hex digits.
    [[nodiscard]] const QByteArray &tip() const { return m_tip; }
    /// The last line's number, 0 before the first.
    [[nodiscard]] qint64 last() const { return m_last; }

    /// The next line, without its '\n'. The first line seen may have any number, for older files are given up
    /// in time; number 1 must name zeros. Errors: Invalid, saying how the chain is broken; it then goes on
    /// from this line.
    [[nodiscard]] Result<void> follow(QByteArrayView line);

private:
    QByteArray m_tip = QByteArray(64, '0');
    qint64 m_last = 0;
    bool m_hasBegun = false;
    JsonParser m_parser;
};

/// The files of an audit log, oldest first: audit.log.N … audit.log.1, audit.log. Only those that exist.
[[nodiscard]] QStringList auditFiles(const QString &folder);

/// Checks the whole log of a folder. @return how many lines it has
/// Errors: Invalid, with "FILE:LINE" of the first break as source; NotFound without a log; Io.
[[nodiscard]] Result<qint64> verifyAuditLog(const QString &folder);

} // namespace muster::agent
