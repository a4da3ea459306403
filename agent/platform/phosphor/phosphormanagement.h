// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busservice.h"
#include "agent/platform/managementplatform.h"
#include "agent/platform/phosphor/phosphordumps.h"
#include "agent/platform/phosphor/phosphorhostdumps.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace muster::agent {

class SystemdBus;

/// OpenBMC's phosphor services on the system bus: error log, BMC dumps, and the Quiesced state, which is a
/// systemd target. A machine without them pays two match rules that never match.
class PhosphorManagement : public QObject, public ManagementPlatform
{
    Q_OBJECT
public:
    struct Settings
    {
        /// A BMC dump takes seconds, on a slow BMC minutes; bmcweb gives up after six.
        std::chrono::milliseconds dumpDeadline{std::chrono::minutes(10)};
        /// Terabytes of a host's memory take longer.
        std::chrono::milliseconds hostDumpDeadline{std::chrono::hours(2)};
    };
    /// Ends that are waited for at once. The service makes one dump at a time, so more than a few are such as
    /// never end.
    static constexpr int MaxAwaitedDumps = 16;

    /// @param systemd outlives this; its connection to the bus serves here, too
    explicit PhosphorManagement(SystemdBus &systemd);
    PhosphorManagement(SystemdBus &systemd, const Settings &settings);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] bool isPresent() const override { return m_log.isAvailable() || m_dumps.isAvailable(); }
    [[nodiscard]] QCoro::Task<Result<QString>> logError(LoggedError error) override;
    [[nodiscard]] QCoro::Task<Result<QString>> createBmcDump(QString reason) override;
    [[nodiscard]] QCoro::Task<Result<void>> bmcDumpEnd(QString name) override;
    [[nodiscard]] ManagementDumps *dumps() override { return &m_entries; }
    [[nodiscard]] HostDumps *hostDumps() override { return &m_hostDumps; }
    [[nodiscard]] QCoro::Task<Result<void>> quiesce() override;

private:
    SystemdBus &m_systemd;
    Settings m_settings;
    BusService m_log;
    BusService m_dumps;
    PhosphorDumps m_entries;
    PhosphorHostDumps m_hostDumps;
    std::shared_ptr<const bool> m_waiters = std::make_shared<bool>(); ///< one copy more for each waiter
};

} // namespace muster::agent
