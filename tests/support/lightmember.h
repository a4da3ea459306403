// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/composite/composite.h"
#include "agent/server/methodtable.h"
#include "agent/state/problems.h"
#include "agent/trust/knownpeers.h"
#include "agent/trust/peerstore.h"
#include "agent/trust/revoked.h"
#include "shared/tls/identity.h"
#include "shared/wire/completion.h"
#include "tests/support/memoryeventlog.h"

#include <memory>
#include <optional>

namespace muster::test {

/// What LateAnswer answers.
struct LateAnswerTime
{
    qint64 microseconds = 0;

    static constexpr auto fields()
    {
        return std::tuple(field("microseconds", &LateAnswerTime::microseconds, "How long the member took")
                              .between(0, INT64_MAX));
    }
};

/// What only these members can do.
struct LateAnswer
{
    static constexpr const char *Name = "test.lateAnswer";
    static constexpr const char *Doc = "Answers after the member's own time";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    using Params = Nothing;
    using Answer = LateAnswerTime;
};

/// How many of the members of this process dial at the same time. Each has a machine of its own in truth, and
/// speaks as soon as it is connected; here they share a thread, and a coordinator to which hundreds connect
/// and then say nothing makes place for those who do.
class DialTurns
{
public:
    static constexpr int AtOnce = 16;

    [[nodiscard]] QCoro::Task<> take();
    void giveBack();

private:
    int m_free = AtOnce;
    QList<Completion<bool>> m_waiting;
};

/// Of an agent what makes it a member of a system, and no more: no machine, nobody can connect to it, its
/// events are in memory. A thousand fit into one process, each with a key and files of its own.
class LightMember
{
public:
    /// @param folder for its files; need not exist
    /// @param admin whose memberships it takes
    /// @param turns shared by all members of the process
    /// @param capabilities that it tells of; those of this version when absent
    LightMember(const QString &folder, const QString &name, const Identity &admin,
                std::shared_ptr<DialTurns> turns, const std::optional<QStringList> &capabilities = {});

    [[nodiscard]] QString nodeId() const { return m_identity.nodeId().toString(); }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] agent::Composite &composite() { return *m_composite; }
    /// As if a console had brought it. Errors: the member's.
    [[nodiscard]] Result<void> set(const SignedMembership &sealed);
    /// Whether it is connected to its coordinator.
    [[nodiscard]] bool isLinked() const;

    /// As if its clock were so far ahead of this process's, to whoever asks for it.
    void setClockAhead(std::chrono::milliseconds ahead);
    /// How long LateAnswer takes from now on.
    void setOwnTime(std::chrono::milliseconds time) { *m_ownTime = time; }

private:
    QString m_name;
    Identity m_identity = Identity::generate().value();
    MemoryEventLog m_events;
    std::unique_ptr<agent::PeerStore> m_peers;
    std::unique_ptr<agent::Revoked> m_revoked;
    std::unique_ptr<agent::MembershipStore> m_membership;
    agent::Problems m_problems{m_events};
    agent::MethodTable m_methods;
    std::unique_ptr<agent::KnownPeers> m_known;
    std::unique_ptr<agent::Composite> m_composite;
    std::shared_ptr<std::chrono::milliseconds> m_ownTime = std::make_shared<std::chrono::milliseconds>();
};

/// Members 2…N of one system with the coordinator as number 1.
[[nodiscard]] Membership systemOf(const SystemMember &coordinator,
                                  const std::vector<std::unique_ptr<LightMember>> &others);

} // namespace muster::test
