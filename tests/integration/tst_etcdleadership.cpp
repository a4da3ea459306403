// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdleadership.h"
#include "shared/bootclock.h"
#include "tests/support/realetcd.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <cstdio>

#include <map>

#include <sys/prctl.h>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr int LeaseSeconds = 3;
constexpr int LeaseTime = LeaseSeconds * 1000;
const auto Coordinator = u"/muster/systems/s1/coordinator"_s;

/// A system of so many members: node-1, node-2, ...
Membership system(int members, qint64 generation = 1)
{
    Membership membership;
    membership.id = u"s1"_s;
    membership.name = u"drawers"_s;
    membership.generation = generation;
    for (int i = 1; i <= members; ++i)
        membership.members.append({i, u"node-%1"_s.arg(i), {}, {}});
    membership.coordinator = u"node-1"_s;
    membership.settings.coordinatorMode = CoordinatorMode::Etcd;
    membership.settings.leaseSeconds = LeaseSeconds;
    membership.changedBy = u"console"_s;
    return membership;
}

qint64 bootMilliseconds()
{
    return std::chrono::duration_cast<milliseconds>(BootClock::now().time_since_epoch()).count();
}

/// Contenders of one system, whose right to act is looked at all the time.
class Contenders : public QObject
{
public:
    static constexpr milliseconds Interval{2};

    Contenders(const EtcdConfig &config, const Membership &membership, const QStringList &here)
        : m_config(config)
        , m_membership(membership)
    {
        for (const QString &nodeId : here)
            add(nodeId);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Contenders::look);
        m_timer.start(Interval);
    }
    /// All members; those after the first one join once that one acts.
    Contenders(const EtcdConfig &config, int count)
        : Contenders(config, system(count), {u"node-1"_s})
    {
        m_later = m_membership.memberIds().sliced(1);
    }
    ~Contenders() override
    {
        // In every test, whatever else it is about.
        QTest::qVerify(overlaps == 0, "overlaps == 0", qPrintable(history.join(u' ')), __FILE__, __LINE__);
    }

    EtcdLeadership &add(const QString &nodeId)
    {
        auto &one = m_all[nodeId];
        one = std::make_unique<EtcdLeadership>(nodeId, m_config);
        connect(one.get(), &Leadership::changed, this, &Contenders::look);
        one->setMembership(m_membership, {});
        return *one;
    }
    /// For those who are added from now on.
    void setMembership(const Membership &membership) { m_membership = membership; }
    std::unique_ptr<EtcdLeadership> take(const QString &nodeId)
    {
        auto one = std::move(m_all.at(nodeId));
        m_all.erase(nodeId);
        one->disconnect(this);
        return one;
    }
    void drop(const QString &nodeId) { m_all.erase(nodeId); }
    EtcdLeadership &operator[](const QString &nodeId) { return *m_all.at(nodeId); }

    [[nodiscard]] QString acting() const
    {
        QStringList found;
        for (const auto &[id, one] : m_all) {
            if (one->mayAct())
                found.append(id);
        }
        return found.join(u'+');
    }
    /// Whether all say that this one acts.
    [[nodiscard]] bool agreeOn(const QString &nodeId) const
    {
        return m_later.isEmpty() && std::ranges::all_of(m_all, [&](const auto &each) {
                   const CoordinatorView view = each.second->view();
                   return view.acting == nodeId && view.isSure && view.why.isEmpty()
                          && each.second->hub() == nodeId;
               });
    }
    [[nodiscard]] bool noneIsKnown() const
    {
        return std::ranges::all_of(m_all, [](const auto &each) {
            const CoordinatorView view = each.second->view();
            return view.acting.isEmpty() && !view.isSure && !view.why.isEmpty();
        });
    }

    int overlaps = 0;
    qint64 lastActedAt = 0; ///< by bootMilliseconds()
    qint64 longestGap = 0;
    QStringList history; ///< who acted, in order
    QList<qint64> beganAt; ///< each of them
    QList<qint64> terms;

private:
    void look()
    {
        const QString who = acting();
        overlaps += who.contains(u'+');
        if (who.isEmpty())
            return;
        const auto later = std::exchange(m_later, {});
        for (const QString &nodeId : later)
            add(nodeId);
        const qint64 at = bootMilliseconds();
        if (history.isEmpty() || history.last() != who) {
            history.append(who);
            beganAt.append(at);
            terms.append(m_all.at(who.section(u'+', 0, 0))->view().term);
        }
        longestGap = lastActedAt == 0 ? 0 : std::max(longestGap, at - lastActedAt);
        lastActedAt = at;
    }

    EtcdConfig m_config;
    Membership m_membership;
    std::map<QString, std::unique_ptr<EtcdLeadership>> m_all;
    QStringList m_later;
    QTimer m_timer;
};

/// What a process of its own does: contends as node-1 and prints, as often as it can, when and whether it may
/// act.
int contend(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    EtcdConfig config;
    config.endpoints = {app.arguments().at(2)};
    config.caFile = app.arguments().at(3);
    config.certificateFile = app.arguments().at(4);
    config.keyFile = app.arguments().at(5);
    EtcdLeadership leadership(u"node-1"_s, config);
    const Membership membership = system(2);
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &app, [&] {
        const bool may = leadership.mayAct();
        std::printf("%lld %d\n", qlonglong(bootMilliseconds()), int(may));
        std::fflush(stdout);
    });
    timer.start(Contenders::Interval);
    leadership.setMembership(membership, {});
    return QCoreApplication::exec();
}

/// The process of contend(), and all that it has printed.
class OtherProcess
{
public:
    explicit OtherProcess(const EtcdConfig &config)
    {
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(
            QCoreApplication::applicationFilePath(),
            {u"contend"_s, config.endpoints.first(), config.caFile, config.certificateFile, config.keyFile});
        m_process.waitForStarted();
    }
    ~OtherProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void freeze() { ::kill(pid_t(m_process.processId()), SIGSTOP); }
    void thaw() { ::kill(pid_t(m_process.processId()), SIGCONT); }
    void kill() { ::kill(pid_t(m_process.processId()), SIGKILL); }

    struct Line
    {
        qint64 at = 0;
        bool mayAct = false;
    };
    const QList<Line> &lines()
    {
        while (m_process.canReadLine()) {
            const QByteArrayList words = m_process.readLine().trimmed().split(' ');
            m_lines.append({words.first().toLongLong(), words.last() == "1"});
        }
        return m_lines;
    }
    bool acts() { return !lines().isEmpty() && lines().last().mayAct; }
    qint64 lastActedAt()
    {
        qint64 last = 0;
        for (const Line &line : lines())
            last = line.mayAct ? line.at : last;
        return last;
    }

private:
    QProcess m_process;
    QList<Line> m_lines;
};

} // namespace

class TestEtcdLeadership : public QObject
{
    Q_OBJECT

    RealEtcd m_etcd;

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString missing = m_etcd.prepare(); !missing.isEmpty())
            QSKIP(qPrintable(missing));
    }
    void init() { QVERIFY(m_etcd.start()); }
    void cleanup() { m_etcd.clear(); }

    void oneActsAndAllKnowIt_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("two") << 2;
        QTest::newRow("three") << 3;
        QTest::newRow("thirty") << 30;
    }

    void oneActsAndAllKnowIt()
    {
        QFETCH(int, count);
        Contenders contenders(m_etcd.config(), system(count), system(count).memberIds());
        QTRY_VERIFY(!contenders.acting().isEmpty() && contenders.agreeOn(contenders.acting()));
        if (count <= 3) // more at a time in one process take longer than a turn
            QCOMPARE(contenders.acting(), u"node-1"_s);
        QVERIFY(contenders[u"node-2"_s].view().term > 0);
        QCOMPARE(contenders.history.size(), 1);
    }

    void oneOfManyFollows()
    {
        Contenders contenders(m_etcd.config(), 30);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        const qint64 before = etcdRevision().toLongLong();
        const auto leaving = contenders.take(u"node-1"_s);
        leaving->leave();
        QTRY_VERIFY(!contenders.acting().isEmpty() && contenders.agreeOn(contenders.acting()));
        QCOMPARE(etcdRevision().toLongLong(), before + 2); // the key went, and came
    }

    void goesOnActingBeyondItsLease()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_COMPARE(contenders.acting(), u"node-1"_s);
        const qint64 begin = bootMilliseconds();
        QTRY_VERIFY_WITH_TIMEOUT(bootMilliseconds() - begin > LeaseTime + 1000, 2 * LeaseTime);
        QCOMPARE(contenders.history, {u"node-1"_s});
        QVERIFY(contenders.longestGap < 200);
        QVERIFY(contenders.agreeOn(u"node-1"_s));
    }

    void nobodyActsWhileEtcdHangs()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        m_etcd.freeze();
        const qint64 frozenAt = bootMilliseconds();
        QTRY_VERIFY_WITH_TIMEOUT(contenders.noneIsKnown(), 2 * LeaseTime);
        QVERIFY(contenders.lastActedAt - frozenAt < LeaseTime);
        for (const auto &id : {u"node-1"_s, u"node-2"_s}) {
            const QString why = contenders[id].view().why;
            QVERIFY2(why.contains(u"etcd"_s) && why.contains(u"does not answer in time"_s), qPrintable(why));
            QCOMPARE(contenders[id].hub(), u"node-1"_s);
        }
        QTRY_VERIFY_WITH_TIMEOUT(bootMilliseconds() - frozenAt > LeaseTime + 500, 2 * LeaseTime);
        m_etcd.thaw();
        QTRY_VERIFY_WITH_TIMEOUT(!contenders.acting().isEmpty(), 3 * LeaseTime);
        QTRY_VERIFY(contenders.agreeOn(contenders.acting()));
    }

    void nobodyActsWithoutEtcd()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        m_etcd.kill();
        QTRY_VERIFY_WITH_TIMEOUT(contenders.noneIsKnown(), 2 * LeaseTime);
        const QString why = contenders[u"node-2"_s].view().why;
        QVERIFY2(why.contains(u"etcd is not reached"_s) && why.contains(u"see whether etcd runs"_s),
                 qPrintable(why));
        QVERIFY(m_etcd.start());
        QTRY_VERIFY_WITH_TIMEOUT(!contenders.acting().isEmpty(), 3 * LeaseTime);
        QTRY_VERIFY(contenders.agreeOn(contenders.acting()));
        QVERIFY(std::ranges::is_sorted(contenders.terms));
    }

    void aRestartOfEtcdChangesNothing()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        const qint64 term = contenders[u"node-1"_s].view().term;
        m_etcd.kill();
        QVERIFY(m_etcd.start());
        const qint64 back = bootMilliseconds();
        QTRY_VERIFY_WITH_TIMEOUT(bootMilliseconds() - back > LeaseTime + 500, 2 * LeaseTime);
        QVERIFY(contenders.agreeOn(u"node-1"_s));
        QCOMPARE(contenders[u"node-2"_s].view().term, term);
        QCOMPARE(contenders.history, {u"node-1"_s});
    }

    void anEtcdThatIsSetUpAnewGoesOnCounting()
    {
        for (int i = 0; i < 5; ++i)
            m_etcd.ctl({u"put"_s, u"other"_s, u"value"_s}); // so that it would be a lower number
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        const qint64 before = contenders[u"node-1"_s].view().term;
        m_etcd.kill();
        QVERIFY(m_etcd.startEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(contenders[u"node-2"_s].view().term > before, 3 * LeaseTime);
        QTRY_VERIFY_WITH_TIMEOUT(!contenders.acting().isEmpty() && contenders.agreeOn(contenders.acting()),
                                 3 * LeaseTime);
        QVERIFY(contenders[u"node-1"_s].view().term > before);
        QCOMPARE(contenders[u"node-1"_s].view().term, contenders[u"node-2"_s].view().term);
    }

    void aDeadHolderIsReplaced()
    {
        auto other = std::make_unique<OtherProcess>(m_etcd.config());
        QTRY_VERIFY(other->acts());
        Contenders contenders(m_etcd.config(), system(2), {u"node-2"_s});
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        other->kill();
        const qint64 killedAt = bootMilliseconds();
        QTRY_COMPARE_WITH_TIMEOUT(contenders.acting(), u"node-2"_s, 3 * LeaseTime);
        const qint64 after = bootMilliseconds() - killedAt;
        qInfo("a new coordinator acts %lld ms after the one before was killed, with a lease of %d ms",
              qlonglong(after), LeaseTime);
        // The lease, etcd's own way of looking for those that are over (every 500 ms), and ours.
        QVERIFY(after < LeaseTime + 1500);
        QVERIFY(other->lastActedAt() < contenders.beganAt.first());
    }

    void aFrozenHolderDoesNotActWhenItWakes()
    {
        OtherProcess other(m_etcd.config());
        QTRY_VERIFY(other.acts());
        Contenders contenders(m_etcd.config(), system(2), {u"node-2"_s});
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        other.freeze();
        const qint64 frozenAt = bootMilliseconds();
        QTRY_COMPARE_WITH_TIMEOUT(contenders.acting(), u"node-2"_s, 3 * LeaseTime);
        const qint64 thawedAt = bootMilliseconds();
        other.thaw();
        QTRY_VERIFY(!other.lines().isEmpty() && other.lines().last().at > thawedAt + 500);
        QVERIFY(other.lastActedAt() <= frozenAt + 50); // what was under way when it was stopped
        QVERIFY(other.lastActedAt() < contenders.beganAt.first());
        QCOMPARE(contenders.acting(), u"node-2"_s);
    }

    void keysThatAreMeddledWith_data()
    {
        QTest::addColumn<QStringList>("order");
        QTest::newRow("key deleted") << QStringList{u"del"_s, Coordinator};
        QTest::newRow("lease revoked") << QStringList{u"lease"_s, u"revoke"_s};
    }

    void keysThatAreMeddledWith()
    {
        QFETCH(QStringList, order);
        Contenders contenders(m_etcd.config(), 3);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        const qint64 term = contenders[u"node-1"_s].view().term;
        if (order.first() == u"lease"_s)
            order.append(
                QString::fromLatin1(m_etcd.ctl({u"lease"_s, u"list"_s}).trimmed().split('\n').last()));
        m_etcd.ctl(order);
        QTRY_VERIFY_WITH_TIMEOUT(contenders[u"node-2"_s].view().term > term, LeaseTime);
        QTRY_VERIFY_WITH_TIMEOUT(!contenders.acting().isEmpty() && contenders.agreeOn(contenders.acting()),
                                 3 * LeaseTime);
        QVERIFY(contenders[contenders.acting()].view().term > term);
    }

    void aKeyWrittenByHandStopsAll()
    {
        Contenders contenders(m_etcd.config(), 3);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        m_etcd.ctl({u"put"_s, Coordinator, u"node-2"_s});
        QTRY_VERIFY(contenders.noneIsKnown());
        QVERIFY(contenders.acting().isEmpty());
        const QString why = contenders[u"node-3"_s].view().why;
        QVERIFY2(why.contains(u"written by hand"_s) && why.contains(u"etcdctl del "_s + Coordinator),
                 qPrintable(why));
        const qint64 stopped = bootMilliseconds();
        QTRY_VERIFY_WITH_TIMEOUT(bootMilliseconds() - stopped > 1000, LeaseTime);
        QVERIFY2(contenders.lastActedAt <= stopped,
                 qPrintable(QString::number(contenders.lastActedAt - stopped)));
        m_etcd.ctl({u"del"_s, Coordinator});
        QTRY_VERIFY_WITH_TIMEOUT(!contenders.acting().isEmpty() && contenders.agreeOn(contenders.acting()),
                                 3 * LeaseTime);
    }

    void aKeyOfWhoIsNoMemberIsTakenOver()
    {
        Contenders contenders(m_etcd.config(), system(3), {u"node-3"_s});
        QTRY_COMPARE(contenders.acting(), u"node-3"_s);
        contenders.setMembership(system(2, 2));
        contenders.add(u"node-1"_s);
        contenders.add(u"node-2"_s);
        QTRY_VERIFY(contenders[u"node-2"_s].view().why.contains(u"no member"_s));
        QTRY_COMPARE_WITH_TIMEOUT(contenders.history.size(), 2, 4 * LeaseTime);
        QVERIFY(!contenders[u"node-3"_s].mayAct());
        QVERIFY(contenders.terms.last() > contenders.terms.first());
    }

    void aFullEtcdKeepsWhoActs()
    {
        m_etcd.clear();
        QVERIFY(m_etcd.start({u"--quota-backend-bytes"_s, u"8388608"_s}));
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        fillEtcd();
        QVERIFY(m_etcd.ctl({u"alarm"_s, u"list"_s}).contains("NOSPACE"));
        const qint64 full = bootMilliseconds();
        QTRY_VERIFY_WITH_TIMEOUT(bootMilliseconds() - full > LeaseTime, 2 * LeaseTime);
        QVERIFY(contenders.agreeOn(u"node-1"_s));
        contenders.drop(u"node-1"_s);
        const auto why = [&] { return contenders[u"node-2"_s].view().why; };
        QTRY_VERIFY_WITH_TIMEOUT(why().contains(u"disk is full"_s) && why().contains(u"alarm disarm"_s),
                                 2 * LeaseTime);
        QVERIFY(contenders.acting().isEmpty());
        QCOMPARE(contenders[u"node-2"_s].hub(), u"node-1"_s);
        m_etcd.ctl({u"del"_s, u"--prefix"_s, u"filler"_s});
        m_etcd.ctl({u"compact"_s, u"--physical"_s, etcdRevision()});
        m_etcd.ctl({u"defrag"_s});
        m_etcd.ctl({u"alarm"_s, u"disarm"_s});
        QTRY_COMPARE_WITH_TIMEOUT(contenders.acting(), u"node-2"_s, 3 * LeaseTime);
    }

    void isHandedOverWithoutAGap()
    {
        Contenders contenders(m_etcd.config(), 3);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        for (const auto &[from, to] :
             {std::pair(u"node-1"_s, u"node-3"_s), std::pair(u"node-3"_s, u"node-1"_s)}) {
            contenders.longestGap = 0;
            std::optional<Result<void>> outcome;
            contenders[from].handOver(to).then([&](const Result<void> &said) { outcome = said; });
            QTRY_VERIFY(outcome);
            QVERIFY2(outcome->has_value(), qPrintable(*outcome ? QString() : describe(outcome->error())));
            QTRY_VERIFY(contenders.agreeOn(to));
            qInfo("handed over from %ls to %ls: nobody acted for at most %lld ms", qUtf16Printable(from),
                  qUtf16Printable(to), qlonglong(contenders.longestGap));
            QVERIFY(contenders.longestGap < 500);
        }
        QCOMPARE(contenders.history, (QStringList{u"node-1"_s, u"node-3"_s, u"node-1"_s}));
        QVERIFY(std::ranges::is_sorted(contenders.terms));
        QVERIFY(contenders.terms.first() < contenders.terms.last());
        // The new holder's lease lasts.
        const qint64 begin = bootMilliseconds();
        QTRY_VERIFY_WITH_TIMEOUT(bootMilliseconds() - begin > LeaseTime + 500, 2 * LeaseTime);
        QVERIFY(contenders.agreeOn(u"node-1"_s));
    }

    void aSuccessorThatIsAwayChangesNothing()
    {
        Contenders contenders(m_etcd.config(), system(3), {u"node-1"_s, u"node-2"_s});
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        contenders.longestGap = 0;
        std::optional<Result<void>> outcome;
        contenders[u"node-1"_s].handOver(u"node-3"_s).then([&](const Result<void> &said) { outcome = said; });
        std::optional<Result<void>> second;
        contenders[u"node-1"_s].handOver(u"node-2"_s).then([&](const Result<void> &said) { second = said; });
        QTRY_VERIFY(second);
        QCOMPARE(second->error().code, ErrorCode::Busy);
        QTRY_VERIFY_WITH_TIMEOUT(outcome, 3 * LeaseTime);
        QCOMPARE(outcome->error().code, ErrorCode::Timeout);
        QVERIFY(contenders.agreeOn(u"node-1"_s));
        QVERIFY(contenders.longestGap < 200);
        // Nobody who comes later takes it for being asked.
        contenders.add(u"node-3"_s);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        QCOMPARE(contenders.history, {u"node-1"_s});
    }

    void refusesWhatCannotBeHandedOver()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        const auto codeOf = [&](const QString &from, const QString &to) {
            std::optional<ErrorCode> code;
            contenders[from].handOver(to).then([&](const Result<void> &said) { code = said.error().code; });
            return code;
        };
        QCOMPARE(codeOf(u"node-2"_s, u"node-1"_s), ErrorCode::Conflict);
        QCOMPARE(codeOf(u"node-1"_s, u"node-1"_s), ErrorCode::Conflict);
        QCOMPARE(codeOf(u"node-1"_s, u"node-9"_s), ErrorCode::NotFound);
    }

    void givesTheKeyUpWhenItIsNotElectedAnyMore_data()
    {
        QTest::addColumn<Membership>("next");
        Membership next = system(2, 2);
        next.settings.coordinatorMode = CoordinatorMode::Static;
        QTest::newRow("static") << next;
        next = system(2, 2);
        next.isDissolved = true;
        QTest::newRow("dissolved") << next;
        next = system(2, 2);
        next.members.removeFirst();
        QTest::newRow("not a member") << next;
        next = system(2, 2);
        next.id = u"s2"_s;
        QTest::newRow("another system") << next;
    }

    void givesTheKeyUpWhenItIsNotElectedAnyMore()
    {
        QFETCH(Membership, next);
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        const auto leaving = contenders.take(u"node-1"_s); // it may act in another system
        leaving->setMembership(next, {});
        QVERIFY(!leaving->mayAct());
        const qint64 givenUp = bootMilliseconds();
        QTRY_VERIFY(contenders[u"node-2"_s].mayAct());
        QVERIFY(bootMilliseconds() - givenUp < 1000);
    }

    void goesOnWithAMembershipThatChangesNothingOfIt()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        Membership next = system(3, 2);
        next.name = u"shelves"_s;
        contenders[u"node-1"_s].setMembership(next, {});
        QVERIFY(contenders[u"node-1"_s].mayAct());
    }

    void anAgentThatEndsLeavesTheKey()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        bool isOver = false;
        contenders[u"node-1"_s].leave().then([&] { isOver = true; });
        QTRY_VERIFY(isOver);
        contenders.drop(u"node-1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(contenders.acting(), u"node-2"_s, 1000);
    }

    void anAgentThatWasStartedAnewTakesItsOwnKey()
    {
        Contenders contenders(m_etcd.config(), 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
        const qint64 term = contenders[u"node-1"_s].view().term;
        contenders.drop(u"node-1"_s);
        contenders.add(u"node-1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(contenders[u"node-1"_s].mayAct(), 1000);
        QVERIFY(contenders[u"node-1"_s].view().term > term);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
    }

    void isToldWhatIsWrong_data()
    {
        QTest::addColumn<QString>("ca");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("another authority")
            << u"otherca"_s << u"client"_s << QString() << u"not trusted"_s << u"etcd.caFile"_s;
        QTest::newRow("a stranger's certificate")
            << u"ca"_s << u"stranger"_s << QString() << u"does not accept the agent's certificate"_s
            << u"etcd.certificateFile"_s;
        QTest::newRow("no file") << u"nothing"_s << u"client"_s << QString() << u"no such file"_s
                                 << QString();
        QTest::newRow("no password") << u"ca"_s << u"client"_s << QString()
                                     << u"does not let the agent read and write"_s << u"etcd.passwordFile"_s;
        QTest::newRow("wrong password")
            << u"ca"_s << u"client"_s << u"guess"_s << u"does not accept the user or the password"_s
            << u"etcd.passwordFile"_s;
        QTest::newRow("right password") << u"ca"_s << u"client"_s << u"secret"_s << QString() << QString();
    }

    void isToldWhatIsWrong()
    {
        QFETCH(QString, ca);
        QFETCH(QString, certificate);
        QFETCH(QString, password);
        QFETCH(QString, why);
        QFETCH(QString, remedy);
        m_etcd.ctl({u"user"_s, u"add"_s, u"root:secret"_s});
        m_etcd.ctl({u"user"_s, u"grant-role"_s, u"root"_s, u"root"_s});
        m_etcd.ctl({u"auth"_s, u"enable"_s});
        EtcdConfig config = m_etcd.config();
        config.caFile = m_etcd.file(ca + u".pem"_s);
        config.certificateFile = m_etcd.file(certificate + u".pem"_s);
        config.keyFile = m_etcd.file(certificate + u".key"_s);
        if (!password.isEmpty()) {
            config.user = u"root"_s;
            config.passwordFile = m_etcd.file(u"password"_s);
            QFile file(config.passwordFile);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(password.toUtf8() + '\n') > 0);
        }
        Contenders contenders(config, system(2), {u"node-2"_s});
        if (why.isEmpty()) {
            QTRY_COMPARE(contenders.acting(), u"node-2"_s);
            // etcd forgets who has logged in.
            m_etcd.kill();
            QVERIFY(m_etcd.start());
            const qint64 back = bootMilliseconds();
            QTRY_VERIFY_WITH_TIMEOUT(bootMilliseconds() - back > LeaseTime, 2 * LeaseTime);
            QVERIFY(contenders.agreeOn(u"node-2"_s));
            return;
        }
        const auto told = [&] { return contenders[u"node-2"_s].view().why; };
        QTRY_VERIFY2(told().contains(why) && told().contains(remedy), qPrintable(told()));
        QVERIFY(contenders.acting().isEmpty());
    }

    void asksTheNextServerWhenOneIsAway()
    {
        EtcdConfig config = m_etcd.config();
        config.endpoints.prepend(u"https://127.0.0.1:1"_s);
        Contenders contenders(config, 2);
        QTRY_VERIFY(contenders.agreeOn(u"node-1"_s));
    }

private:
    [[nodiscard]] QString etcdRevision() const
    {
        const QByteArray status = m_etcd.ctl({u"endpoint"_s, u"status"_s, u"-w"_s, u"fields"_s});
        const QByteArrayView word = "\"Revision\" : ";
        const qsizetype at = status.indexOf(word) + word.size();
        return QString::fromLatin1(status.sliced(at, status.indexOf('\n', at) - at));
    }
    void fillEtcd()
    {
        const QByteArray much(1'000'000, 'x');
        for (int i = 0; i < 12; ++i)
            m_etcd.ctl({u"put"_s, u"filler%1"_s.arg(i)}, much);
    }
};

int main(int argc, char **argv)
{
    if (argc > 1 && QByteArrayView(argv[1]) == "contend")
        return contend(argc, argv);
    QCoreApplication app(argc, argv);
    TestEtcdLeadership test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_etcdleadership.moc"
