// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/server/auditchain.h"
#include "agent/server/methodtable.h"
#include "shared/wire/filedescriptor.h"

#include <QJsonObject>
#include <QObject>

#include <memory>

namespace muster::agent {

/// Who changed what, from where, with which outcome: lines of JSON in audit.log, hash-chained over restarts
/// and files.
///
/// A change is announced by a line that is on the disk before the change begins, and followed by one with its
/// outcome that is there before the answer. What the caller's role forbids gets one line, that no answer
/// waits for. Strangers get one line when they achieved something or were refused for cause; what they are
/// merely too many or too rude for is counted, so that nobody outside can push old lines out.
class AuditLog : public QObject, public AuditSink
{
    Q_OBJECT
public:
    struct Settings
    {
        QString folder;
        qint64 maxFileBytes = 4 * 1024 * 1024;
        int keptFiles = 8; ///< beside the present one
    };

    /// Opens the log and goes on with its chain; a line that a crash cut off is dropped. Errors: Io.
    [[nodiscard]] static Result<std::unique_ptr<AuditLog>> open(const Settings &settings);
    ~AuditLog() override;

    [[nodiscard]] Result<qint64> begin(const CallContext &who, QByteArrayView method,
                                       const JsonValue &params) override;
    void end(const CallContext &who, QByteArrayView method, const std::optional<Error> &error) override;

Q_SIGNALS:
    /// The disk refuses lines, so changes are refused; or it takes them again.
    void storingFailed(const muster::Error &error);
    void storingWorks();

private:
    explicit AuditLog(const Settings &settings);
    [[nodiscard]] QString path() const { return m_settings.folder + QStringLiteral("/audit.log"); }
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> openFile();
    [[nodiscard]] Result<void> rotate();
    [[nodiscard]] Result<qint64> append(QJsonObject record, bool isDurable);
    [[nodiscard]] Result<void> store(const QByteArray &line, bool isDurable);

    Settings m_settings;
    FileDescriptor m_file;
    qint64 m_bytes = 0;
    AuditChain m_chain;
    qint64 m_uncounted = 0; ///< calls of strangers since the last line that got none
    bool m_isFailing = false;
};

/// Parameters as they may be kept: secrets replaced, too long ones left out. Pure.
[[nodiscard]] QJsonObject redactedParams(const JsonValue &params);

} // namespace muster::agent
