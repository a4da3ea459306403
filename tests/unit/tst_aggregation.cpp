// SPDX-License-Identifier: Apache-2.0
#include "shared/state/aggregation.h"

#include "shared/state/contradictions.h"
#include "shared/state/facettally.h"
#include "shared/state/facetwords.h"

#include <QTest>

#include <random>

using namespace muster;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Rng = std::mt19937;

constexpr std::array AllFacets{Facet::Bmc,          Facet::Chassis,         Facet::Host,
                               Facet::BootProgress, Facet::OperatingSystem, Facet::Hypervisor};
constexpr std::array AllRules{AggregateRule::Least, AggregateRule::Majority, AggregateRule::Worst,
                              AggregateRule::Coordinator};

int pick(Rng &rng, int below)
{
    return std::uniform_int_distribution(0, below - 1)(rng);
}

/// "Ready", "Ready~" (stale)
MemberFacet memberOf(Facet facet, int instance, QString word)
{
    MemberFacet member;
    member.instance = instance;
    member.isStale = word.endsWith(u'~');
    if (member.isStale)
        word.chop(1);
    member.value = word;
    member.health = healthOf(facet, word);
    member.age = instance * 10;
    return member.isStale ? afterSilence(member, 0ms, 1min) : member;
}

QList<MemberFacet> membersOf(Facet facet, const QString &words)
{
    QList<MemberFacet> members;
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
        members.append(memberOf(facet, int(members.size()) + 1, word));
    return members;
}

MemberFacet anyMember(Rng &rng, Facet facet, int instance)
{
    const auto words = wordsOf(facet);
    const int choice = pick(rng, int(words.size()) + 2);
    QString word = choice < int(words.size())    ? QString(words[std::size_t(choice)])
                   : choice == int(words.size()) ? UnknownValue
                                                 : u"FromTheFuture"_s;
    if (pick(rng, 4) == 0)
        word += u'~';
    MemberFacet member = memberOf(facet, instance, word);
    if (pick(rng, 5) == 0)
        member.age.reset();
    return pick(rng, 6) == 0 ? afterSilence(member, 2min, 1min) : member;
}

QList<MemberFacet> anyMembers(Rng &rng, Facet facet)
{
    QList<MemberFacet> members;
    const int count = 1 + pick(rng, 7);
    for (int instance = 1; instance <= count; ++instance)
        members.append(anyMember(rng, facet, instance));
    return members;
}

QString countsOf(const SystemFacet &whole)
{
    QStringList counts;
    for (const ValueCount &one : whole.counts)
        counts.append(u"%1:%2"_s.arg(one.value).arg(one.count));
    return counts.join(u' ');
}

template <typename Check>
void forManySystems(const Check &check)
{
    Rng rng(7117);
    for (int round = 0; round < 400; ++round) {
        for (const Facet facet : AllFacets) {
            for (const AggregateRule rule : AllRules)
                check(rng, facet, rule, anyMembers(rng, facet));
        }
    }
}

FacetValue known(Facet facet, const QString &value)
{
    FacetValue one;
    one.facet = facet;
    one.value = value;
    return one;
}

} // namespace

class TestAggregation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueByRule_data()
    {
        using enum Facet;
        using enum AggregateRule;
        QTest::addColumn<Facet>("facet");
        QTest::addColumn<AggregateRule>("rule");
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("value");
        QTest::addColumn<Agreement>("agreement");
        QTest::addColumn<QList<int>>("behind");
        QTest::addColumn<Health>("health");
        QTest::addColumn<QList<int>>("worst");
        const QList<int> none;
        const auto row = [](const char *name, Facet facet, AggregateRule rule, const QString &members,
                            const QString &value, Agreement agreement, const QList<int> &behind,
                            Health health, const QList<int> &worst) {
            QTest::newRow(name) << facet << rule << members << value << agreement << behind << health
                                << worst;
        };
        using enum Agreement;
        row("nobody", Bmc, Least, u""_s, u"Unknown"_s, Partial, none, Health::Unknown, none);
        row("alone", Bmc, Least, u"Ready"_s, u"Ready"_s, Unanimous, {1}, Health::OK, none);
        row("all ready", Bmc, Least, u"Ready Ready Ready"_s, u"Ready"_s, Unanimous, {1, 2, 3}, Health::OK,
            none);
        row("one quiesced does not hide", Bmc, Least, u"Ready Ready Quiesced Ready"_s, u"Quiesced"_s, Mixed,
            {3}, Health::Critical, {3});
        row("nor behind a majority", Bmc, Majority, u"Ready Ready Quiesced Ready"_s, u"Ready"_s, Mixed,
            {1, 2, 4}, Health::Critical, {3});
        row("nor behind the coordinator", Bmc, Coordinator, u"Ready Quiesced"_s, u"Ready"_s, Mixed, {1},
            Health::Critical, {2});
        row("the worst first", Bmc, Worst, u"Ready NotReady Quiesced Ready"_s, u"Quiesced"_s, Mixed, {3},
            Health::Critical, {3});
        row("not ready is not known to be well", Bmc, Least, u"Ready NotReady"_s, u"NotReady"_s, Mixed, {2},
            Health::Unknown, {2});
        row("power: least", Chassis, Least, u"On TransitioningToOn On"_s, u"TransitioningToOn"_s, Mixed, {2},
            Health::OK, none);
        row("power: one off", Chassis, Least, u"On Off On"_s, u"Off"_s, Mixed, {2}, Health::OK, none);
        row("power: most", Chassis, Majority, u"On Off On"_s, u"On"_s, Mixed, {1, 3}, Health::OK, none);
        row("among equals the less advanced", Chassis, Majority, u"On Off On Off"_s, u"Off"_s, Mixed, {2, 4},
            Health::OK, none);
        row("a stale one keeps its value", Chassis, Least, u"On Off~ On"_s, u"Off"_s, Partial, {2},
            Health::Unknown, {2});
        row("stale and the same is partial too", Chassis, Least, u"On On~"_s, u"On"_s, Partial, {1, 2},
            Health::Unknown, {2});
        row("unknown is never off", Chassis, Least, u"On Unknown"_s, u"On"_s, Partial, {1}, Health::Unknown,
            {2});
        row("nothing is known", Chassis, Least, u"Unknown Unknown"_s, u"Unknown"_s, Partial, none,
            Health::Unknown, {1, 2});
        row("the worst may be unknown", Chassis, Worst, u"On Unknown"_s, u"Unknown"_s, Partial, {2},
            Health::Unknown, {2});
        row("no coordinator", Chassis, Coordinator, u""_s, u"Unknown"_s, Partial, none, Health::Unknown,
            none);
        row("host: diagnostics are a warning", Host, Least, u"Running DiagnosticMode"_s, u"DiagnosticMode"_s,
            Mixed, {2}, Health::Warning, {2});
        row("boot: the least of those that boot", BootProgress, Least, u"OSRunning MemoryInit PCIInit"_s,
            u"MemoryInit"_s, Mixed, {2}, Health::OK, none);
        row("boot: one that is off holds nobody back", BootProgress, Least, u"Unspecified PCIInit"_s,
            u"PCIInit"_s, Mixed, {2}, Health::OK, none);
        row("boot: all off", BootProgress, Least, u"Unspecified Unspecified"_s, u"Unspecified"_s, Unanimous,
            {1, 2}, Health::OK, none);
        row("boot: an own stage says little", BootProgress, Least, u"OEM BusInit"_s, u"OEM"_s, Mixed, {1},
            Health::OK, none);
        row("a word of tomorrow is not picked", OperatingSystem, Least, u"Tomorrow BootComplete"_s,
            u"BootComplete"_s, Mixed, {2}, Health::Unknown, {1});
        row("hypervisor: one owns it", Hypervisor, Least, u"Off Running Off"_s, u"Running"_s, Unanimous, {2},
            Health::OK, none);
        row("hypervisor: none", Hypervisor, Least, u"Off Off"_s, u"Off"_s, Unanimous, {1, 2}, Health::OK,
            none);
        row("hypervisor: two are a conflict", Hypervisor, Least, u"Standby Off Running"_s, u"Unknown"_s,
            Mixed, {1, 3}, Health::Critical, {1, 3});
        row("hypervisor: two with the same too", Hypervisor, Majority, u"Running Running"_s, u"Unknown"_s,
            Unanimous, {1, 2}, Health::Critical, {1, 2});
        row("hypervisor: who is silent may own it", Hypervisor, Least, u"Off Unknown"_s, u"Off"_s, Partial,
            {1}, Health::Unknown, {2});
    }

    void valueByRule()
    {
        QFETCH(Facet, facet);
        QFETCH(AggregateRule, rule);
        QFETCH(QString, members);
        const SystemFacet whole = aggregate(facet, rule, 1, membersOf(facet, members));
        QTEST(whole.value, "value");
        QTEST(whole.agreement, "agreement");
        QTEST(whole.behind, "behind");
        QTEST(whole.health, "health");
        QTEST(whole.worst, "worst");
    }

    void countsInOrderAndOldestAge()
    {
        const auto members = membersOf(Facet::Chassis, u"Unknown On Tomorrow Off On TransitioningToOn"_s);
        const SystemFacet whole = aggregate(Facet::Chassis, AggregateRule::Least, 1, members);
        QCOMPARE(countsOf(whole), u"Off:1 TransitioningToOn:1 On:2 Tomorrow:1 Unknown:1"_s);
        QCOMPARE(whole.oldestAge, 60);
    }

    void conflictNamesTheOwners()
    {
        const auto members = membersOf(Facet::Hypervisor, u"Standby Off Running"_s);
        const SystemFacet whole = aggregate(Facet::Hypervisor, AggregateRule::Least, 1, members);
        QVERIFY2(whole.conflict.contains(u"1, 3"_s), qPrintable(whole.conflict));
    }

    void orderNeverMatters()
    {
        forManySystems([](Rng &rng, Facet facet, AggregateRule rule, QList<MemberFacet> members) {
            const SystemFacet before = aggregate(facet, rule, 1, members);
            std::ranges::shuffle(members, rng);
            QCOMPARE(aggregate(facet, rule, 1, members), before);
            QCOMPARE(aggregate(facet, rule, 1, before.members), before);
        });
    }

    void staleNeverImprovesHealth()
    {
        forManySystems([](Rng &rng, Facet facet, AggregateRule rule, QList<MemberFacet> members) {
            const Health before = aggregate(facet, rule, 1, members).health;
            auto added = anyMember(rng, facet, int(members.size()) + 1);
            members.append(afterSilence(added, 1s, 1min));
            QVERIFY(aggregate(facet, rule, 1, members).health >= before);
            MemberFacet &first = members.first();
            const Health with = aggregate(facet, rule, 1, members).health;
            first = afterSilence(first, 1s, 1min);
            QVERIFY(aggregate(facet, rule, 1, members).health >= with);
            if (facet == Facet::Hypervisor)
                return; // two owners are a conflict as long as both are known to be
            const Health stale = aggregate(facet, rule, 1, members).health;
            first = afterSilence(first, 2min, 1min);
            QVERIFY(aggregate(facet, rule, 1, members).health >= stale);
        });
    }

    void staleOrUnknownIsNeverUnanimous()
    {
        forManySystems([](Rng &rng, Facet facet, AggregateRule rule, QList<MemberFacet> members) {
            auto added = anyMember(rng, facet, int(members.size()) + 1);
            if (pick(rng, 2) == 0)
                added.value = UnknownValue;
            else
                added.isStale = true;
            members.append(added);
            QCOMPARE(aggregate(facet, rule, 1, members).agreement, Agreement::Partial);
        });
    }

    void whatIsToldIsConsistent()
    {
        forManySystems([](Rng &, Facet facet, AggregateRule rule, const QList<MemberFacet> &members) {
            const SystemFacet whole = aggregate(facet, rule, 1, members);
            int counted = 0;
            for (const ValueCount &one : whole.counts)
                counted += one.count;
            QCOMPARE(counted, members.size());
            const auto has = [&](const MemberFacet &member) { return member.value == whole.value; };
            QVERIFY(whole.value == UnknownValue || std::ranges::any_of(members, has));
            QCOMPARE(whole.worst.isEmpty(), whole.health == Health::OK);
            for (const MemberFacet &member : members) {
                QVERIFY(member.health <= whole.health);
                if (whole.conflict.isEmpty() && member.health == whole.health && whole.health != Health::OK)
                    QVERIFY(whole.worst.contains(member.instance));
            }
        });
    }

    void tallyEqualsTheWhole()
    {
        Rng rng(4);
        for (const Facet facet : AllFacets) {
            for (const AggregateRule rule : AllRules) {
                FacetTally tally(facet, rule, 2);
                QMap<int, MemberFacet> members;
                for (int step = 0; step < 300; ++step) {
                    const int instance = 1 + pick(rng, 30);
                    if (pick(rng, 4) == 0) {
                        members.remove(instance);
                        tally.remove(instance);
                    } else {
                        members[instance] = anyMember(rng, facet, instance);
                        tally.set(members[instance], {});
                    }
                    SystemFacet whole = aggregate(facet, rule, 2, members.values());
                    whole.members.clear();
                    QCOMPARE(tally.summary({}, MaxMembers), whole);
                    const SystemFacet brief = tally.summary({});
                    QCOMPARE(brief.behind,
                             whole.behind.first(std::min(FacetTally::MaxListed, whole.behind.size())));
                    QCOMPARE(brief.worst,
                             whole.worst.first(std::min(FacetTally::MaxListed, whole.worst.size())));
                }
            }
        }
    }

    void silenceAges()
    {
        const MemberFacet last = memberOf(Facet::Host, 3, u"Running"_s);
        const MemberFacet stale = afterSilence(last, 59'999ms, 60s);
        QVERIFY(stale.isStale);
        QCOMPARE(stale.value, u"Running"_s);
        QCOMPARE(stale.health, Health::Unknown);
        QCOMPARE(stale.age, 30 + 59'999);
        QVERIFY(!stale.why.isEmpty());
        const MemberFacet gone = afterSilence(last, 60s, 60s);
        QCOMPARE(gone.value, UnknownValue);
        QCOMPARE(gone.health, Health::Critical);
        QVERIFY2(gone.why.contains(u"Running"_s), qPrintable(gone.why));
        const MemberFacet quiesced = memberOf(Facet::Host, 3, u"Quiesced"_s);
        QCOMPARE(afterSilence(quiesced, 1s, 60s).health, Health::Critical);
    }

    void ageOfAStaleOneGrows()
    {
        FacetTally tally(Facet::Host, AggregateRule::Least, 1);
        const FacetTally::Time start{};
        tally.set(memberOf(Facet::Host, 1, u"Running"_s), start);
        QCOMPARE(tally.summary(start + 1h).oldestAge, 10);
        tally.set(memberOf(Facet::Host, 2, u"Running~"_s), start);
        QCOMPARE(tally.summary(start + 5s).oldestAge, 5'020);
        tally.remove(2);
        QCOMPARE(tally.summary(start + 5s).oldestAge, 10);
    }

    void ofManyTheLeastWellAreKept()
    {
        auto members = membersOf(Facet::Bmc, u"Ready Quiesced Ready~ Ready NotReady Ready"_s);
        const auto all = members;
        keepWorst(members, 6);
        QCOMPARE(members, all);
        keepWorst(members, 3);
        QList<int> kept;
        for (const MemberFacet &member : std::as_const(members))
            kept.append(member.instance);
        QCOMPARE(kept, (QList<int>{2, 3, 5}));
    }

    void announcedResetIsWaitedForLonger()
    {
        const SystemSettings settings;
        QCOMPARE(patienceWith(settings, false), 60s);
        QCOMPARE(patienceWith(settings, true), 600s);
    }

    void rulesAreSettings()
    {
        SystemSettings settings;
        settings.facetRules = {{Facet::Chassis, AggregateRule::Majority}};
        QCOMPARE(ruleFor(settings, Facet::Chassis), AggregateRule::Majority);
        QCOMPARE(ruleFor(settings, Facet::Host), AggregateRule::Least);
    }

    void wordsOfSources()
    {
        QCOMPARE(wordFor(Facet::Bmc, u"xyz.openbmc_project.State.BMC.BMCState.Ready"), u"Ready"_s);
        QCOMPARE(wordFor(Facet::Bmc, u"Ready"), u"Ready"_s);
        QCOMPARE(wordFor(Facet::Bmc, u"xyz.openbmc_project.State.BMC.BMCState.Running"), UnknownValue);
        QCOMPARE(wordFor(Facet::Bmc, u""), UnknownValue);
        QCOMPARE(wordFor(Facet::Bmc, u"Ready."), UnknownValue);
        for (const Facet facet : AllFacets) {
            QVERIFY(!rankOf(facet, QString(UnknownValue)));
            QCOMPARE(healthOf(facet, QString(UnknownValue)), Health::Unknown);
        }
        QCOMPARE(healthOf(Facet::Host, u"Off"), Health::OK);
        QCOMPARE(healthOf(Facet::Host, u"Quiesced"), Health::Critical);
    }

    void contradictions_data()
    {
        using enum Facet;
        QTest::addColumn<QList<FacetValue>>("facets");
        QTest::addColumn<std::optional<bool>>("powerGood");
        QTest::addColumn<QStringList>("ids");
        using Known = QList<FacetValue>;
        const std::optional<bool> nothing;
        const QStringList none;
        QTest::newRow("nothing known") << Known{} << nothing << none;
        QTest::newRow("on, host off")
            << Known{known(Chassis, u"On"_s), known(Host, u"Off"_s)} << nothing << none;
        QTest::newRow("off, host running") << Known{known(Chassis, u"Off"_s), known(Host, u"Running"_s)}
                                           << nothing << QStringList{u"power-off-host-up"_s};
        QTest::newRow("off, host going off")
            << Known{known(Chassis, u"Off"_s), known(Host, u"TransitioningToOff"_s)} << nothing << none;
        QTest::newRow("unknown proves nothing")
            << Known{known(Chassis, u"Off"_s), known(Host, UnknownValue)} << nothing << none;
        QTest::newRow("host off, boot goes on")
            << Known{known(Host, u"Off"_s), known(BootProgress, u"MemoryInit"_s)} << nothing
            << QStringList{u"host-off-boot-progress"_s};
        QTest::newRow("host off, boot at rest")
            << Known{known(Host, u"Off"_s), known(BootProgress, u"Unspecified"_s)} << nothing << none;
        QTest::newRow("system on an unpowered chassis")
            << Known{known(Chassis, u"Off"_s), known(OperatingSystem, u"BootComplete"_s)} << nothing
            << QStringList{u"power-off-system-active"_s};
        QTest::newRow("host off, system and hypervisor up")
            << Known{known(Host, u"Off"_s), known(OperatingSystem, u"BootComplete"_s),
                     known(Hypervisor, u"Running"_s)}
            << nothing << QStringList{u"host-off-system-active"_s, u"host-off-hypervisor-up"_s};
        QTest::newRow("power good, chassis off") << Known{known(Chassis, u"Off"_s)} << std::optional(true)
                                                 << QStringList{u"power-good-chassis-off"_s};
        QTest::newRow("power bad, chassis on") << Known{known(Chassis, u"On"_s)} << std::optional(false)
                                               << QStringList{u"power-bad-chassis-on"_s};
        QTest::newRow("power good, chassis comes")
            << Known{known(Chassis, u"TransitioningToOn"_s)} << std::optional(true) << none;
    }

    void contradictions()
    {
        QFETCH(QList<FacetValue>, facets);
        QFETCH(std::optional<bool>, powerGood);
        QStringList ids;
        for (const Contradiction &one : contradictionsOf(facets, powerGood))
            ids.append(one.id);
        QTEST(ids, "ids");
    }
};

QTEST_APPLESS_MAIN(TestAggregation)
#include "tst_aggregation.moc"
