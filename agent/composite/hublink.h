// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/joining.h"
#include "shared/link/backoff.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace muster::agent {

/// Keeps a member connected to its coordinator: tries, waits longer after each failure, tries again for ever.
/// Brings both to the newer of their memberships on the way.
class HubLink : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds DialDeadline{5'000};
    static constexpr std::chrono::milliseconds FirstRetry{250};
    static constexpr std::chrono::milliseconds LongestRetry{10'000};

    /// @param silence how long the hub may say nothing before it counts as gone
    HubLink(const LinkParts &parts, const SystemMember &hub, std::chrono::milliseconds silence,
            QObject *parent = nullptr);
    ~HubLink() override;

    [[nodiscard]] const SystemMember &hub() const { return m_hub; }
    /// Null while it is not linked.
    [[nodiscard]] Session *session() const { return m_isLinked ? m_session.get() : nullptr; }
    /// Why it is not linked.
    [[nodiscard]] const Error &why() const { return m_why; }

    void start();
    /// Ends the connection for good.
    void leave();

Q_SIGNALS:
    void linked();
    void unlinked(); ///< after it was linked
    void failed(); ///< a try has failed; why() says why

private:
    QCoro::Task<> connectOnce();
    void beginSession(std::unique_ptr<Transport> transport);
    void setLinked();
    void fallBack(const Error &why);
    void dropSession();

    LinkParts d;
    SystemMember m_hub;
    std::chrono::milliseconds m_silence;
    Backoff m_backoff{FirstRetry, LongestRetry};
    QTimer m_retry;
    QTimer m_quiet; ///< runs out when the hub has said nothing for too long
    QElapsedTimer m_linkedSince;
    std::stop_source m_life; ///< of the present try and what came of it
    std::unique_ptr<Session> m_session;
    Error m_why;
    bool m_isLinked = false;
};

} // namespace muster::agent
