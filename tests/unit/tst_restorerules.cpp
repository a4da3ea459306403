// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/outagerules.h"
#include "agent/restore/restorerules.h"
#include "shared/model/codec.h"

#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Now = MemberPower::Now;

const QString System = u"frame"_s;
const Timestamp Began{std::chrono::milliseconds(1'000'000)};

/// A member by what it tells: L lost, K kept, U not known, - silent; then what it shows: 1 on, 0 off, ?
/// neither.
MemberPower member(int number, char told, char shows, PowerWas was = PowerWas::Unknown)
{
    MemberPower one;
    one.instance = number;
    one.name = u"drawer-%1"_s.arg(number);
    one.now = shows == '1' ? Now::On : shows == '0' ? Now::Off : Now::Unknown;
    if (told == '-')
        return one;
    Outage outage;
    outage.id = u"outage-%1"_s.arg(number);
    outage.system = System;
    outage.verdict = told == 'L'   ? OutageVerdict::Lost
                     : told == 'K' ? OutageVerdict::Kept
                                   : OutageVerdict::Unknown;
    outage.powerWas = was;
    one.outage = outage;
    return one;
}

RestoreInputs inputsOf(const QByteArray &told, const QByteArray &shows, RestorePolicy policy,
                       PartialOutage partial, const QByteArray &asked)
{
    RestoreInputs inputs;
    inputs.systemId = System;
    inputs.systemName = u"frame-1"_s;
    inputs.policy = policy;
    inputs.partialOutage = partial;
    inputs.since = Began;
    for (qsizetype i = 0; i < told.size(); ++i)
        inputs.members.append(member(int(i) + 1, told[i], shows[i]));
    if (asked == "on" || asked == "off")
        inputs.requested =
            RequestedPower{asked == "on", asked == "on" ? ControlAction::PowerOn : ControlAction::SoftOff,
                           u"admin"_s, Began - 1h};
    return inputs;
}

/// What each member is given: L leave, O on, F off, H hold.
QByteArray stepsOf(const RestoreDecision &decision, qsizetype members)
{
    QByteArray steps(members, '!');
    for (const RestoreGroup &group : decision.groups) {
        for (const int number : group.members)
            steps[number - 1] = "LOFH"[int(group.step)];
    }
    return steps;
}

} // namespace

/// What is decided after an outage: pure rules.
class TestRestoreRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<QByteArray>("shows");
        QTest::addColumn<RestorePolicy>("policy");
        QTest::addColumn<PartialOutage>("partial");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("steps");
        const auto row = [](const char *name, const QByteArray &told, const QByteArray &shows,
                            RestorePolicy policy, PartialOutage partial, const QByteArray &asked,
                            const QByteArray &steps) {
            QTest::newRow(name) << told << shows << policy << partial << asked << steps;
        };
        using P = RestorePolicy;
        using O = PartialOutage;
        row("all lost, always on", "LLL", "000", P::AlwaysOn, O::Rejoin, "off", "OOO");
        row("all lost, always on: who is on is left", "LLL", "010", P::AlwaysOn, O::Rejoin, "", "OLO");
        row("all lost, always off", "LLL", "010", P::AlwaysOff, O::Rejoin, "on", "LFL");
        row("all lost, restore on", "LLL", "000", P::Restore, O::Hold, "on", "OOO");
        row("all lost, restore off", "LLL", "000", P::Restore, O::Rejoin, "off", "LLL");
        row("all lost, restore, nothing asked", "LLL", "000", P::Restore, O::Rejoin, "", "LLL");
        row("all lost, none", "LLL", "000", P::None, O::Rejoin, "on", "LLL");
        row("all that answer lost", "LL-", "00?", P::AlwaysOn, O::Hold, "", "OOL");
        row("unknown is not touched, nor counted as kept", "LLU", "000", P::AlwaysOn, O::Hold, "", "OOL");
        row("one lost, rejoin what was asked", "KLK", "101", P::AlwaysOff, O::Rejoin, "on", "LOL");
        row("one lost, rejoin the others", "KLK", "101", P::AlwaysOff, O::Rejoin, "", "LOL");
        row("one lost, the others are off", "KLK", "000", P::AlwaysOn, O::Rejoin, "", "LLL");
        row("one lost, the others are off and it is on", "KLK", "010", P::AlwaysOn, O::Rejoin, "", "LFL");
        row("one lost, the others do not agree", "KLK", "100", P::AlwaysOn, O::Rejoin, "", "LHL");
        row("one lost, hold", "KLK", "101", P::AlwaysOn, O::Hold, "on", "LHL");
        row("one lost and on already, hold", "KLK", "111", P::AlwaysOn, O::Hold, "on", "LLL");
        row("one lost, as a whole: on", "KLK", "100", P::AlwaysOn, O::System, "off", "LOO");
        row("one lost, as a whole: off", "KLK", "101", P::AlwaysOff, O::System, "on", "FLF");
        row("one lost, as a whole: restore", "KLK", "101", P::Restore, O::System, "on", "LOL");
    }
    void decides()
    {
        QFETCH(QByteArray, told);
        QFETCH(QByteArray, shows);
        QFETCH(RestorePolicy, policy);
        QFETCH(PartialOutage, partial);
        QFETCH(QByteArray, asked);
        QFETCH(QByteArray, steps);
        const RestoreInputs inputs = inputsOf(told, shows, policy, partial, asked);
        const RestoreDecision decision = decideRestore(inputs);
        QCOMPARE(stepsOf(decision, told.size()), steps);
        QCOMPARE(decision.extent == OutageExtent::Whole, !told.contains('K'));
        // All that is dealt with by it is named, and nothing else.
        QStringList named;
        for (const RestoreGroup &group : decision.groups) {
            QVERIFY(!group.why.isEmpty());
            named.append(group.outages);
        }
        std::ranges::sort(named);
        QStringList lost;
        for (const MemberPower &one : inputs.members) {
            if (one.outage && one.outage->verdict == OutageVerdict::Lost)
                lost.append(one.outage->id);
        }
        QCOMPARE(named, lost);
        QVERIFY(decision.summary.contains(u"frame-1"_s));
    }

    void whatItWasCountsWhereNothingWasAsked()
    {
        RestoreInputs inputs = inputsOf("LL", "00", RestorePolicy::Restore, PartialOutage::Rejoin, "");
        inputs.members[0].outage->powerWas = PowerWas::On;
        inputs.members[1].outage->powerWas = PowerWas::Off;
        QCOMPARE(stepsOf(decideRestore(inputs), 2), "OL");
        // What was asked counts more.
        inputs.requested = RequestedPower{false, ControlAction::SoftOff, u"admin"_s, Began - 1h};
        QCOMPARE(stepsOf(decideRestore(inputs), 2), "LL");
    }

    void requestOfOneMemberIsItsOwn()
    {
        RestoreInputs inputs = inputsOf("LL", "00", RestorePolicy::Restore, PartialOutage::Rejoin, "on");
        inputs.members[1].requested = RequestedPower{false, ControlAction::SoftOff, u"admin"_s, Began - 1min};
        QCOMPARE(stepsOf(decideRestore(inputs), 2), "OL");
    }

    void requestAfterTheOutageCountsMoreThanThePolicy()
    {
        RestoreInputs inputs = inputsOf("LL", "00", RestorePolicy::AlwaysOn, PartialOutage::Rejoin, "off");
        QCOMPARE(stepsOf(decideRestore(inputs), 2), "OO");
        inputs.requested->at = Began + 1s;
        const RestoreDecision decision = decideRestore(inputs);
        QCOMPARE(stepsOf(decision, 2), "LL");
        QVERIFY(decision.isAskedSince());
        QVERIFY2(decision.summary.contains(u"since the outage"_s), qPrintable(decision.summary));
    }

    void whatIsDealtWithIsNotDecidedAgain()
    {
        RestoreInputs inputs = inputsOf("LL", "00", RestorePolicy::AlwaysOn, PartialOutage::Hold, "");
        inputs.members[0].outage->decision = u"before"_s;
        const RestoreDecision decision = decideRestore(inputs);
        QCOMPARE(decision.extent, OutageExtent::Partial);
        QCOMPARE(stepsOf(decision, 2), "LH");
        inputs.members[1].outage->system = u"another"_s;
        QCOMPARE(stepsOf(decideRestore(inputs), 2), "LL");
    }

    void whoHelpedItselfIsLeft()
    {
        RestoreInputs inputs = inputsOf("LL", "00", RestorePolicy::AlwaysOn, PartialOutage::Hold, "");
        inputs.members[1].outage->alone = u"its own policy leaves it off"_s;
        const RestoreDecision decision = decideRestore(inputs);
        QCOMPARE(decision.extent, OutageExtent::Whole);
        QCOMPARE(stepsOf(decision, 2), "OL");
    }

    void decisionOfTheLargestSystemIsADocument()
    {
        RestoreInputs inputs;
        inputs.systemId = System;
        inputs.policy = RestorePolicy::AlwaysOn;
        for (int number = 1; number <= MaxMembers; ++number) {
            inputs.members.append(member(number, 'L', '0'));
            inputs.members.last().outage->id =
                QString::number(number, 16).rightJustified(OutageIdLength, u'0');
        }
        RestoreDecision decision = decideRestore(inputs);
        decision.id = u"one"_s;
        decision.by = QString(128, u'n');
        const QByteArray json = toJson(decision);
        QVERIFY2(json.size() < 60 * 1024, qPrintable(QString::number(json.size())));
        const auto read = fromJson<RestoreDecision>(json);
        QVERIFY(read);
        QCOMPARE(read->groups.first().members.size(), MaxMembers);
    }

    void outage_data()
    {
        QTest::addColumn<bool>("hasMemory");
        QTest::addColumn<PowerMemory>("memory");
        QTest::addColumn<PowerSigns>("signs");
        QTest::addColumn<OutageVerdict>("verdict");
        const auto row = [](const char *name, const std::optional<PowerMemory> &memory,
                            const PowerSigns &signs, OutageVerdict verdict) {
            QTest::newRow(name) << memory.has_value() << memory.value_or(PowerMemory()) << signs << verdict;
        };
        using W = PowerWas;
        using V = OutageVerdict;
        const auto plain = [](bool wasOrderly) { return PowerMemory{u"a"_s, wasOrderly, false, W::On}; };
        const auto bmc = [](W power, bool wasOrderly = false) {
            return PowerMemory{u"a"_s, wasOrderly, true, power};
        };
        row("first start", {}, {u"a"_s}, V::Unknown);
        row("the agent alone", plain(false), {u"a"_s}, V::Kept);
        row("no boot id", plain(false), {}, V::Unknown);
        row("plain, unannounced", plain(false), {u"b"_s}, V::Lost);
        row("plain, in order", plain(true), {u"b"_s}, V::Kept);
        row("bmc alone, chassis on", bmc(W::On), {u"b"_s, W::On}, V::Kept);
        row("bmc alone, in order, chassis on", bmc(W::On, true), {u"b"_s, W::On}, V::Kept);
        row("chassis was on", bmc(W::On), {u"b"_s, W::Off}, V::Lost);
        row("chassis was on, bmc restarted in order", bmc(W::On, true), {u"b"_s, W::Off}, V::Lost);
        row("chassis was on, whatever the cause", bmc(W::On), {u"b"_s, W::Off, u"Watchdog"_s}, V::Lost);
        row("chassis was off, in order", bmc(W::Off, true), {u"b"_s, W::Off}, V::Kept);
        row("chassis was off, power came", bmc(W::Off), {u"b"_s, W::Off, u"POR"_s}, V::Lost);
        row("chassis was off, watchdog", bmc(W::Off), {u"b"_s, W::Off, u"Watchdog"_s}, V::Kept);
        row("chassis was off, nobody tells", bmc(W::Off), {u"b"_s, W::Off}, V::Unknown);
        row("chassis is not known", bmc(W::On), {u"b"_s, W::Unknown}, V::Unknown);
    }
    void outage()
    {
        QFETCH(bool, hasMemory);
        QFETCH(PowerMemory, memory);
        QFETCH(PowerSigns, signs);
        QFETCH(OutageVerdict, verdict);
        const OutageJudgement judged = judgeOutage(hasMemory ? std::optional(memory) : std::nullopt, signs);
        QCOMPARE(judged.verdict, verdict);
        QVERIFY(!judged.why.isEmpty());
    }

    void outlookIsInWords()
    {
        const RequestedPower on{true, ControlAction::PowerOn, u"admin"_s, Began};
        const RestoreOutlook restored = systemOutlook(RestorePolicy::Restore, PartialOutage::Hold, on);
        QVERIFY2(restored.allLose.contains(u"will be on"_s), qPrintable(restored.allLose));
        QVERIFY2(restored.oneLoses.contains(u"stays off"_s), qPrintable(restored.oneLoses));
        QVERIFY2(restored.bmcReboots.contains(u"stays as it is"_s), qPrintable(restored.bmcReboots));
        QVERIFY(systemOutlook(RestorePolicy::AlwaysOff, PartialOutage::System, on)
                    .oneLoses.contains(u"will be off"_s));
        OwnRestorePolicy own;
        own.policy = RestorePolicy::AlwaysOn;
        own.delayMicroseconds = 2'500'000;
        QVERIFY2(nodeOutlook(own).oneLoses.contains(u"powered on, after 2.5 s"_s),
                 qPrintable(nodeOutlook(own).oneLoses));
        QVERIFY(nodeOutlook({}).oneLoses.contains(u"firmware"_s));
    }
};

QTEST_GUILESS_MAIN(TestRestoreRules)
#include "tst_restorerules.moc"
