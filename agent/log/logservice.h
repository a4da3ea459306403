// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/log.h"
#include "shared/error.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

namespace muster::agent {

class EventLog;
class LogPlatform;

/// The machine's own log, as others are told of it: in pages, one entry whole, what was written and what is
/// gone. Deletes from it, and tells that by what is there afterwards.
class LogService : public QObject
{
    Q_OBJECT
public:
    /// @param platform null where the machine has none; all outlive this
    LogService(LogPlatform *platform, EventLog &events, QObject *parent = nullptr);

    /// Begins to tell.
    void start();

    /// Errors: those of api::LogList.
    [[nodiscard]] QCoro::Task<Result<LogPage>> list(LogListParams params);
    /// Errors: those of api::LogShow.
    [[nodiscard]] QCoro::Task<Result<LogEntry>> show(QString id);
    /// Errors: those of api::LogDelete.
    [[nodiscard]] QCoro::Task<Result<LogDeleted>> remove(LogDeleteParams params);
    /// Errors: those of api::LogBlocksGet.
    [[nodiscard]] QCoro::Task<Result<LogBlocks>> blocks();

private:
    static QCoro::Task<Result<LogDeleted>> removeFrom(QPointer<LogPlatform> log, LogDeleteParams params);

    LogPlatform *m_platform;
    EventLog &m_events;
};

} // namespace muster::agent
