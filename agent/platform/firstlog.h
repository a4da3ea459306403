// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/logplatform.h"

#include <functional>
#include <memory>

namespace muster::agent {

/// Two logs of one machine, of which one speaks for it: on an OpenBMC the error log of its management, also
/// while that does not answer, and the journal only where there is no such thing.
class FirstLog : public LogPlatform
{
    Q_OBJECT
public:
    /// @param hasFirst whether the machine is one that has the first
    FirstLog(std::unique_ptr<LogPlatform> first, std::function<bool()> hasFirst,
             std::unique_ptr<LogPlatform> other);

    [[nodiscard]] QString name() const override { return chosen().name(); }
    [[nodiscard]] QCoro::Task<Result<LogReading>> read() override { return chosen().read(); }
    [[nodiscard]] QCoro::Task<Result<void>> refresh() override { return chosen().refresh(); }
    [[nodiscard]] QCoro::Task<Result<LogEntry>> entry(QString id) override
    {
        return chosen().entry(std::move(id));
    }
    [[nodiscard]] QCoro::Task<Result<QList<LogEntry>>> blocks() override { return chosen().blocks(); }
    [[nodiscard]] QString notDeletable() const override { return chosen().notDeletable(); }
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString id) override
    {
        return chosen().remove(std::move(id));
    }
    [[nodiscard]] QCoro::Task<Result<void>> removeAll() override { return chosen().removeAll(); }

private:
    [[nodiscard]] LogPlatform &chosen() const { return m_hasFirst() ? *m_first : *m_other; }

    std::unique_ptr<LogPlatform> m_first;
    std::function<bool()> m_hasFirst;
    std::unique_ptr<LogPlatform> m_other;
};

} // namespace muster::agent
