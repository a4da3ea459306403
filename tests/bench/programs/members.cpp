// SPDX-License-Identifier: Apache-2.0
// members AGENT FOLDER COUNT: a real coordinator in a process of its own, and so many members in this one:
// the agent's own classes, each with its key and its files, over real TLS. Does what it is told:
//   begin         when the coordinator listens: {"pid"} of it
//   form          makes all of them one system: {"members"}
//   ask SLOWEST   asks all, who take up to SLOWEST ms, the same each time: {"ms", "slowest_ms"}
//   change        a new generation, told to the coordinator alone, until all have it: {"ms"}
//   restart       stops and starts the coordinator, until all are linked again: {"ms", "pid"}
#include "shared/api/system.h"
#include "shared/systems/signedmembership.h"
#include "tests/bench/programs/agentprocess.h"
#include "tests/bench/programs/orders.h"
#include "tests/bench/programs/report.h"
#include "tests/support/lightmember.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

using namespace muster;
using namespace muster::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint16 Port = 17396;
constexpr qsizetype Stride = 389; ///< prime: neighbours differ in how long they take

double milliseconds(const QElapsedTimer &time)
{
    return double(time.nsecsElapsed()) / 1e6;
}

class System
{
public:
    System(const QString &agent, const QString &folder, int count)
        : m_coordinator(agent, folder + u"/coordinator"_s, u"member-1"_s, Port)
    {
        const auto turns = std::make_shared<test::DialTurns>();
        for (int i = 0; i < count; ++i) {
            const QString name = u"member-%1"_s.arg(i + 2);
            m_members.push_back(
                std::make_unique<test::LightMember>(folder + u'/' + name, name, m_admin, turns));
            auto &links = m_members.back()->composite().links();
            QObject::connect(&links, &agent::Neighbours::memberLinked, &links, [this] { ++m_linked; });
            QObject::connect(&links, &agent::Neighbours::memberUnlinked, &links, [this] { --m_linked; });
        }
        m_coordinator.trust(m_admin, Role::Admin);
        m_coordinator.start();
    }

    QCoro::Task<QByteArray> obey(QByteArrayList words)
    {
        if (words[0] == "begin")
            co_return co_await begin();
        if (words[0] == "form")
            co_return co_await form();
        if (words[0] == "ask")
            co_return co_await ask(words.value(1).toInt());
        if (words[0] == "change")
            co_return co_await change();
        if (words[0] == "restart")
            co_return co_await restart();
        qFatal("there is no order \"%s\"", words[0].constData());
    }

private:
    QCoro::Task<QByteArray> begin()
    {
        (void)co_await admin();
        co_return "{\"pid\":" + QByteArray::number(m_coordinator.pid()) + '}';
    }

    QCoro::Task<QByteArray> form()
    {
        m_membership = test::systemOf(m_coordinator.member(1), m_members);
        const auto sealed = signMembership(m_membership, m_admin).value();
        RpcPeer *peer = co_await admin();
        (co_await peer->call<api::SystemSet>({sealed})).value();
        for (const auto &member : m_members)
            member->set(sealed).value();
        co_await until([this] { return areAllLinked(); }, "the members are linked");
        co_return "{\"members\":" + QByteArray::number(m_linked) + '}';
    }

    QCoro::Task<QByteArray> ask(int slowest)
    {
        const qsizetype count = qsizetype(m_members.size());
        for (qsizetype i = 0; i < count; ++i) {
            const qint64 share = count > 1 ? slowest * (i * Stride % count) / (count - 1) : slowest;
            m_members[std::size_t(i)]->setOwnTime(std::chrono::milliseconds(share));
        }
        AskParams params;
        params.method = QString::fromLatin1(test::LateAnswer::Name);
        for (int i = 2; i <= int(count) + 1; ++i)
            params.members.append(i);
        RpcPeer *peer = co_await admin();
        QElapsedTimer time;
        time.start();
        const auto answer = co_await peer->call<api::SystemAsk>(params, 60s);
        const double whole = milliseconds(time);
        qint64 own = 0;
        for (const MemberAnswer &one : answer.value().members) {
            if (one.outcome != CallOutcome::Answered)
                qFatal("member %d: %s", one.instance, qPrintable(one.text));
            own = std::max(own, fromJson<test::LateAnswerTime>(one.answer.text).value().microseconds);
        }
        co_return "{\"ms\":" + QByteArray::number(whole, 'f', 3)
            + ",\"slowest_ms\":" + QByteArray::number(double(own) / 1e3, 'f', 3) + '}';
    }

    QCoro::Task<QByteArray> change()
    {
        ++m_membership.generation;
        const auto sealed = signMembership(m_membership, m_admin).value();
        RpcPeer *peer = co_await admin();
        QElapsedTimer time;
        time.start();
        (co_await peer->call<api::SystemSet>({sealed})).value();
        const auto haveIt = [this] {
            return std::ranges::all_of(m_members, [this](const auto &member) {
                return member->composite().membership().current()->generation == m_membership.generation;
            });
        };
        co_await until(haveIt, "all have the new membership");
        co_return "{\"ms\":" + QByteArray::number(milliseconds(time), 'f', 1) + '}';
    }

    QCoro::Task<QByteArray> restart()
    {
        m_coordinator.stop();
        m_peer.reset();
        co_await until([this] { return m_linked == 0; }, "no member is linked");
        QElapsedTimer time;
        time.start();
        m_coordinator.start();
        co_await until([this] { return areAllLinked(); }, "the members are linked again");
        co_return "{\"ms\":" + QByteArray::number(milliseconds(time), 'f', 1)
            + ",\"pid\":" + QByteArray::number(m_coordinator.pid()) + '}';
    }

    [[nodiscard]] bool areAllLinked() const { return m_linked == qsizetype(m_members.size()); }

    QCoro::Task<RpcPeer *> admin()
    {
        if (!m_peer || m_peer->isClosed())
            m_peer = co_await m_coordinator.greet(m_admin);
        co_return m_peer.get();
    }

    const Identity m_admin = Identity::generate().value();
    AgentProcess m_coordinator;
    std::vector<std::unique_ptr<test::LightMember>> m_members;
    Membership m_membership;
    qsizetype m_linked = 0;
    std::unique_ptr<RpcPeer> m_peer;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return die("usage: bench-members AGENT FOLDER COUNT");
    System system(arguments[1], arguments[2], arguments[3].toInt());
    const Orders orders([&system](QByteArrayList words) { return system.obey(std::move(words)); });
    return QCoreApplication::exec();
}
