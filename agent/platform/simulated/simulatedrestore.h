// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/restoreplatform.h"

namespace muster::agent {

/// A restore policy that exists only here, and does nothing by itself.
class SimulatedRestore : public RestorePlatform
{
    Q_OBJECT
public:
    explicit SimulatedRestore(RestorePolicy policy = RestorePolicy::Restore);

    [[nodiscard]] std::optional<OwnRestorePolicy> policy() const override { return m_policy; }
    [[nodiscard]] QString whyNoPolicy() const override { return {}; }
    [[nodiscard]] QCoro::Task<Result<void>> setPolicy(RestorePolicy policy, bool isOnce) override;
    [[nodiscard]] QString startCause() const override { return m_startCause; }
    [[nodiscard]] QCoro::Task<bool> isGoingDown() override;

    void setStartCause(const QString &cause);
    /// As if somebody were shutting it down.
    void setGoingDown(bool isGoingDown) { m_isGoingDown = isGoingDown; }
    /// Answers with this error instead of setting anything; nothing: sets it.
    void refuse(std::optional<Error> refusal) { m_refusal = std::move(refusal); }

private:
    OwnRestorePolicy m_policy;
    QString m_startCause;
    bool m_isGoingDown = false;
    std::optional<Error> m_refusal;
};

} // namespace muster::agent
