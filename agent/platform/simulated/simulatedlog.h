// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/logplatform.h"

namespace muster::agent {

/// An error log that exists only here: a few entries, of which one keeps the host off where that is wanted.
class SimulatedLog : public LogPlatform
{
    Q_OBJECT
public:
    explicit SimulatedLog(QObject *parent = nullptr);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<LogReading>> read() override;
    [[nodiscard]] QCoro::Task<Result<LogEntry>> entry(QString id) override;
    [[nodiscard]] QCoro::Task<Result<QList<LogEntry>>> blocks() override;
    [[nodiscard]] QString notDeletable() const override { return {}; }
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString id) override;
    [[nodiscard]] QCoro::Task<Result<void>> removeAll() override;

    /// Writes one. @return its id
    QString write(LogSeverity severity, const QString &message, const QList<ErrorDatum> &data = {});
    /// That entry keeps the host from being started, until it is gone or resolved.
    void setBlocking(const QString &id) { m_blocking = id; }
    void resolve(const QString &id);
    /// It does not let itself be deleted.
    void keep(const QString &id) { m_kept = id; }
    /// Answers everything with this error; nothing: does not.
    void refuse(std::optional<Error> refusal) { m_refusal = std::move(refusal); }

private:
    QList<LogEntry> m_entries; ///< newest first
    QString m_blocking;
    QString m_kept;
    std::optional<Error> m_refusal;
    int m_lastId = 0;
};

} // namespace muster::agent
