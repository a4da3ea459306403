// SPDX-License-Identifier: Apache-2.0
// failover AGENT FOLDER MODE: three real agents as one system, whose coordinator is "etcd" (a real etcd, too)
// or "static". Each is asked again and again whether it acts. Does what it is told:
//   form        until one acts and all know it: {"lease_ms"}
//   kill        SIGKILL for the one that acts: {"ms"} until another one acts; then it is started again
//   handover    another one is to act: {"gap_ms"} in which none did, at most
#include "shared/api/system.h"
#include "shared/systems/signedmembership.h"
#include "tests/bench/programs/agentprocess.h"
#include "tests/bench/programs/orders.h"
#include "tests/bench/programs/report.h"
#include "tests/support/realetcd.h"

#include <QCoreApplication>
#include <QCoroTimer>

#include <algorithm>
#include <chrono>
#include <vector>

using namespace muster;
using namespace muster::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr quint16 FirstPort = 17397;
constexpr int Members = 3;
constexpr int LeaseSeconds = 3;
constexpr int AskedEvery = 2; ///< milliseconds

using Clock = std::chrono::steady_clock;

QByteArray milliseconds(Clock::duration time)
{
    return QByteArray::number(std::chrono::duration<double, std::milli>(time).count(), 'f', 1);
}

/// One agent, and what it says of itself.
struct Member
{
    std::unique_ptr<AgentProcess> process;
    std::shared_ptr<RpcPeer> peer;
    CoordinatorView view;
    Clock::time_point actsSince{}; ///< when it was first heard that it acts
    Clock::time_point actedAt{}; ///< when it was last asked and did

    [[nodiscard]] bool acts() const { return view.isSure && view.acting == process->nodeId(); }
};

class System
{
public:
    System(const QString &agent, const QString &folder, bool isElected)
        : m_isElected(isElected)
    {
        if (isElected) {
            if (const QString missing = m_etcd.prepare(); !missing.isEmpty() || !m_etcd.start())
                qFatal("no etcd: %s", qPrintable(missing));
        }
        for (int i = 0; i < Members; ++i) {
            Member &member = m_members.emplace_back();
            member.process = std::make_unique<AgentProcess>(
                agent, folder + u"/member-%1"_s.arg(i + 1), u"member-%1"_s.arg(i + 1),
                quint16(FirstPort + (isElected ? 0 : Members) + i),
                isElected ? std::optional(m_etcd.config()) : std::nullopt);
            member.process->trust(m_admin, Role::Admin);
            member.process->start();
        }
    }

    QCoro::Task<QByteArray> obey(QByteArrayList words)
    {
        if (words[0] == "form")
            co_return co_await form();
        if (words[0] == "kill")
            co_return co_await kill();
        if (words[0] == "handover")
            co_return co_await handOver();
        qFatal("there is no order \"%s\"", words[0].constData());
    }

private:
    QCoro::Task<QByteArray> form()
    {
        m_membership.id = u"three-1-id"_s;
        m_membership.name = u"three-1"_s;
        for (const Member &member : m_members)
            m_membership.members.append(member.process->member(int(m_membership.members.size()) + 1));
        m_membership.coordinator = m_members.front().process->nodeId();
        m_membership.settings.leaseSeconds = LeaseSeconds;
        if (m_isElected)
            m_membership.settings.coordinatorMode = CoordinatorMode::Etcd;
        m_membership.changedAt = now();
        for (Member &member : m_members)
            co_await follow(member);
        co_await setOnAll();
        co_await until([this] { return doAllAgree(); }, "one acts and all know it");
        co_return "{\"lease_ms\":" + QByteArray::number(LeaseSeconds * 1000) + '}';
    }

    QCoro::Task<QByteArray> kill()
    {
        Member *before = acting();
        const auto killedAt = Clock::now();
        before->process->kill();
        co_await until([this, before] { return acting() && acting() != before; }, "another one acts");
        const auto took = acting()->actsSince - killedAt;
        before->process->start();
        co_await follow(*before);
        co_await until([this] { return doAllAgree(); }, "the one that was killed is back");
        co_return "{\"ms\":" + milliseconds(took) + '}';
    }

    QCoro::Task<QByteArray> handOver()
    {
        Member *before = acting();
        Member *after = before == &m_members.back() ? &m_members.front() : before + 1;
        if (m_isElected) {
            (co_await before->peer->call<api::SystemHandOver>({after->process->nodeId()})).value();
        } else {
            ++m_membership.generation;
            m_membership.coordinator = after->process->nodeId();
            co_await setOnAll();
        }
        co_await until([this, after] { return doAllAgree() && after->acts(); }, "the other one acts");
        co_return "{\"gap_ms\":"
            + milliseconds(std::max(Clock::duration(), after->actsSince - before->actedAt)) + '}';
    }

    QCoro::Task<> setOnAll()
    {
        const auto sealed = signMembership(m_membership, m_admin).value();
        for (Member &member : m_members)
            (co_await member.peer->call<api::SystemSet>({sealed})).value();
    }

    /// Knows from now on whether this one acts.
    QCoro::Task<> follow(Member &member)
    {
        member.view = {};
        member.peer = co_await member.process->greet(m_admin);
        askAgainAndAgain(member, member.peer);
    }

    QCoro::Task<> askAgainAndAgain(Member &member, std::shared_ptr<RpcPeer> peer)
    {
        while (true) {
            const auto asked = Clock::now();
            const auto shown = co_await peer->call<api::SystemShow>();
            if (!shown)
                break;
            const bool acted = member.acts();
            member.view = shown->coordinator;
            if (member.acts())
                member.actedAt = asked;
            if (member.acts() && !acted)
                member.actsSince = Clock::now();
            QTimer pause;
            pause.setTimerType(Qt::PreciseTimer);
            pause.start(AskedEvery);
            co_await pause;
        }
        member.view = {};
    }

    [[nodiscard]] Member *acting()
    {
        const auto found = std::ranges::find_if(m_members, &Member::acts);
        return found == m_members.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool doAllAgree()
    {
        const Member *one = acting();
        return one && std::ranges::all_of(m_members, [one](const Member &member) {
                   return member.view.isSure && member.view.acting == one->process->nodeId();
               });
    }

    const bool m_isElected;
    const Identity m_admin = Identity::generate().value();
    test::RealEtcd m_etcd;
    std::vector<Member> m_members;
    Membership m_membership;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4 || (arguments[3] != u"etcd"_s && arguments[3] != u"static"_s))
        return die("usage: bench-failover AGENT FOLDER etcd|static");
    System system(arguments[1], arguments[2], arguments[3] == u"etcd"_s);
    const Orders orders([&system](QByteArrayList words) { return system.obey(std::move(words)); });
    return QCoreApplication::exec();
}
