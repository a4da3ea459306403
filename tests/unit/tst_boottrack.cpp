// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/boottrack.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp Start{1'790'000'000s};

/// What is seen of a host at one moment.
struct Sign
{
    QString host;
    QString stage;
    int second = 0; ///< since the test began
    QString os = u"Inactive"_s;
    std::optional<int> stageSecond = {}; ///< since when it is at the stage by its source; else: since now
};

BootTrack::Moment momentOf(int second)
{
    return {1'000s + std::chrono::seconds(second), Start + std::chrono::seconds(second)};
}

BootSigns signsOf(const Sign &sign)
{
    return {sign.stage, Start + std::chrono::seconds(sign.stageSecond.value_or(sign.second)), sign.host,
            sign.os};
}

void feed(BootTrack &track, const QList<Sign> &signs)
{
    for (const Sign &sign : signs)
        (void)track.take(signsOf(sign), momentOf(sign.second));
}

QString outcomeWord(BootOutcome outcome)
{
    return QString::fromLatin1(QMetaEnum::fromType<BootOutcome>().valueToKey(int(outcome)));
}

/// "Running 30: Unspecified 5, MemoryInit 20, OSStart 5": seconds; "?" where it is not known, "+" behind the
/// outcome of one that was joined.
QString textOf(const BootRecord &boot)
{
    const auto seconds = [](const std::optional<qint64> &time) {
        return time ? QString::number(*time / 1000) : u"?"_s;
    };
    QStringList stages;
    for (const BootStage &one : boot.stages)
        stages.append(one.stage + u' ' + seconds(one.milliseconds));
    return u"%1%2 %3: %4"_s.arg(outcomeWord(boot.outcome), boot.isJoined ? u"+"_s : QString(),
                                seconds(boot.milliseconds), stages.join(", "_L1));
}

QStringList textOf(const QList<BootRecord> &boots)
{
    QStringList texts;
    for (const BootRecord &boot : boots)
        texts.append(textOf(boot));
    return texts;
}

const auto Unspecified = u"Unspecified"_s;
const auto Starting = u"TransitioningToRunning"_s;

} // namespace

/// How boots are read out of the facets that a node tells, one after another.
class TestBootTrack : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void boots_data()
    {
        QTest::addColumn<QList<Sign>>("signs");
        QTest::addColumn<QStringList>("expected");
        const QList<Sign> off{{u"Off"_s, Unspecified, 0}};
        const QList<Sign> toMemory =
            off + QList<Sign>{{Starting, Unspecified, 10}, {u"Running"_s, u"MemoryInit"_s, 15}};

        QTest::newRow("off") << off << QStringList{};
        QTest::newRow("booted before it was seen")
            << QList<Sign>{{u"Running"_s, u"OSRunning"_s, 0, u"BootComplete"_s}} << QStringList{};
        QTest::newRow("under way") << toMemory << QStringList{u"UnderWay ?: Unspecified 5, MemoryInit ?"_s};
        QTest::newRow("to its end") << toMemory
                                           + QList<Sign>{{u"Running"_s, u"OSStart"_s, 35},
                                                         {u"Running"_s, u"OSRunning"_s, 40},
                                                         {u"Running"_s, u"OSRunning"_s, 45,
                                                          u"BootComplete"_s}}
                                    << QStringList{u"Running 30: Unspecified 5, MemoryInit 20, OSStart 5"_s};
        QTest::newRow("to what the operating system says")
            << toMemory
                   + QList<Sign>{{u"Running"_s, u"MemoryInit"_s, 40, u"BootComplete"_s},
                                 {u"Running"_s, u"OSStart"_s, 50, u"BootComplete"_s}}
            << QStringList{u"Running 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("a stage told twice")
            << toMemory + QList<Sign>{{u"Running"_s, u"MemoryInit"_s, 20}, {u"Running"_s, u"OSRunning"_s, 40}}
            << QStringList{u"Running 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("stages in another order, and one twice")
            << toMemory
                   + QList<Sign>{{u"Running"_s, u"BusInit"_s, 20},
                                 {u"Running"_s, u"MemoryInit"_s, 22},
                                 {u"Running"_s, u"OSRunning"_s, 40}}
            << QStringList{u"Running 30: Unspecified 5, MemoryInit 5, BusInit 2, MemoryInit 18"_s};
        QTest::newRow("what the boot before left")
            << QList<Sign>{{u"Off"_s, u"OSRunning"_s, 0, u"BootComplete"_s},
                           {Starting, u"OSRunning"_s, 10, u"BootComplete"_s},
                           {Starting, u"PCIInit"_s, 20, u"BootComplete"_s},
                           {Starting, u"PCIInit"_s, 25},
                           {u"Running"_s, u"OSRunning"_s, 40}}
            << QStringList{u"Running 20: PCIInit 20"_s};
        QTest::newRow("Quiesced") << toMemory + QList<Sign>{{u"Quiesced"_s, u"MemoryInit"_s, 40}}
                                  << QStringList{u"Failed 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("Quiesced after it had booted")
            << toMemory + QList<Sign>{{u"Running"_s, u"OSRunning"_s, 40}, {u"Quiesced"_s, u"OSRunning"_s, 50}}
            << QStringList{u"Running 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("off while it booted, stage first")
            << toMemory
                   + QList<Sign>{{u"Running"_s, Unspecified, 39},
                                 {u"TransitioningToOff"_s, Unspecified, 40},
                                 {u"Off"_s, Unspecified, 41}}
            << QStringList{u"Off 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("started again while it booted")
            << toMemory + QList<Sign>{{Starting, Unspecified, 40}, {Starting, u"BusInit"_s, 43}}
            << QStringList{u"UnderWay ?: Unspecified 3, BusInit ?"_s,
                           u"Off 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("a restart that keeps the power")
            << toMemory
                   + QList<Sign>{{u"Running"_s, u"OSRunning"_s, 40},
                                 {u"Running"_s, u"PrimaryProcInit"_s, 100},
                                 {u"Running"_s, u"OSRunning"_s, 130}}
            << QStringList{u"Running 30: PrimaryProcInit 30"_s,
                           u"Running 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("joined in the middle")
            << QList<Sign>{{u"Running"_s, u"PCIInit"_s, 0, u"Inactive"_s, -200},
                           {u"Running"_s, u"OSStart"_s, 7},
                           {u"Running"_s, u"OSRunning"_s, 9}}
            << QStringList{u"Running+ ?: PCIInit ?, OSStart 2"_s};
        QTest::newRow("out of sight, and nothing missed")
            << toMemory
                   + QList<Sign>{{u"Unknown"_s, u"Unknown"_s, 20},
                                 {u"Running"_s, u"MemoryInit"_s, 30, u"Inactive"_s, 15},
                                 {u"Running"_s, u"OSRunning"_s, 40}}
            << QStringList{u"Running 30: Unspecified 5, MemoryInit 25"_s};
        QTest::newRow("out of sight, and at the same stage anew")
            << toMemory
                   + QList<Sign>{{u"Unknown"_s, u"Unknown"_s, 20},
                                 {u"Running"_s, u"MemoryInit"_s, 30, u"Inactive"_s, 25},
                                 {u"Running"_s, u"OSRunning"_s, 40}}
            << QStringList{u"Running+ ?: MemoryInit ?"_s, u"Unknown ?: Unspecified 5, MemoryInit ?"_s};
        QTest::newRow("out of sight, and booted then")
            << toMemory
                   + QList<Sign>{{u"Unknown"_s, u"Unknown"_s, 20},
                                 {u"Running"_s, u"OSRunning"_s, 30, u"BootComplete"_s}}
            << QStringList{u"Unknown ?: Unspecified 5, MemoryInit ?"_s};
        QTest::newRow("out of sight, and Quiesced then")
            << toMemory
                   + QList<Sign>{{u"Unknown"_s, u"Unknown"_s, 20},
                                 {u"Quiesced"_s, u"MemoryInit"_s, 30, u"Inactive"_s, 15}}
            << QStringList{u"Failed ?: Unspecified 5, MemoryInit ?"_s};
        QTest::newRow("out of sight, and off then")
            << toMemory + QList<Sign>{{u"Unknown"_s, u"Unknown"_s, 20}, {u"Off"_s, Unspecified, 30}}
            << QStringList{u"Unknown ?: Unspecified 5, MemoryInit ?"_s};
        QTest::newRow("a host that nothing tells of")
            << QList<Sign>{{u"Unknown"_s, u"MemoryInit"_s, 0}} << QStringList{};
        QTest::newRow("a node without boot progress")
            << QList<Sign>{{Starting, QString(), 0}, {u"Running"_s, QString(), 5}} << QStringList{};
    }
    void boots()
    {
        QFETCH(const QList<Sign>, signs);
        QFETCH(const QStringList, expected);
        BootTrack track({}, u"a"_s);
        feed(track, signs);
        QList<BootRecord> boots = track.book().boots;
        std::ranges::reverse(boots);
        QCOMPARE(textOf(boots), expected);
    }

    void goesOnAfterTheAgentWasAway_data()
    {
        QTest::addColumn<QString>("bootId");
        QTest::addColumn<Sign>("then");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("why");
        const QString unknown = u"Unknown ?: Unspecified 5, MemoryInit ?"_s;
        QTest::newRow("same stage since then")
            << u"a"_s << Sign{u"Running"_s, u"MemoryInit"_s, 60, u"Inactive"_s, 15}
            << u"Running 60: Unspecified 5, MemoryInit 55"_s << QString();
        QTest::newRow("another stage")
            << u"a"_s << Sign{u"Running"_s, u"PCIInit"_s, 60} << unknown << u"the agent did not run"_s;
        QTest::newRow("same stage of another boot")
            << u"a"_s << Sign{u"Running"_s, u"MemoryInit"_s, 60} << unknown << u"the agent did not run"_s;
        QTest::newRow("the management restarted")
            << u"b"_s << Sign{u"Running"_s, u"MemoryInit"_s, 60, u"Inactive"_s, 15} << unknown
            << u"the management restarted"_s;
    }
    void goesOnAfterTheAgentWasAway()
    {
        QFETCH(const QString, bootId);
        QFETCH(const Sign, then);
        QFETCH(const QString, first);
        QFETCH(const QString, why);
        BootTrack before({}, u"a"_s);
        feed(before,
             {{u"Off"_s, Unspecified, 0}, {Starting, Unspecified, 10}, {u"Running"_s, u"MemoryInit"_s, 15}});
        BootTrack track(before.book(), bootId);
        feed(track, {{u"Unknown"_s, u"Unknown"_s, 50}, then, {u"Running"_s, u"OSRunning"_s, 70}});
        QCOMPARE(textOf(track.book().boots.first()), first);
        QVERIFY(track.book().boots.first().why.contains(why));
    }

    void clockThatIsSetChangesNoDuration()
    {
        BootTrack track({}, u"a"_s);
        feed(track, {{u"Off"_s, Unspecified, 0}, {Starting, Unspecified, 10}});
        BootTrack::Moment back = momentOf(15);
        back.wall -= 5h;
        (void)track.take(signsOf({u"Running"_s, u"MemoryInit"_s, 15}), back);
        back = momentOf(40);
        back.wall += 5h;
        (void)track.take(signsOf({u"Running"_s, u"OSRunning"_s, 40}), back);
        QCOMPARE(textOf(track.book().boots.last()), u"Running 30: Unspecified 5, MemoryInit 25"_s);
    }

    void presentStageIsToldAsFarAsItIs()
    {
        BootTrack track({}, u"a"_s);
        feed(track,
             {{u"Off"_s, Unspecified, 0}, {Starting, Unspecified, 10}, {u"Running"_s, u"MemoryInit"_s, 15}});
        QCOMPARE(textOf(track.told(momentOf(25).clock)),
                 QStringList{u"UnderWay 15: Unspecified 5, MemoryInit 10"_s});
        QCOMPARE(track.timeAtStage(momentOf(25).clock), 10s);
        feed(track, {{u"Unknown"_s, u"Unknown"_s, 26}});
        QCOMPARE(textOf(track.told(momentOf(30).clock)),
                 QStringList{u"UnderWay ?: Unspecified 5, MemoryInit ?"_s});
    }

    void allIsBounded()
    {
        BootTrack track({}, u"a"_s);
        for (int boot = 0; boot < KeptBoots + 5; ++boot)
            feed(track, {{u"Off"_s, Unspecified, boot * 100},
                         {Starting, u"BusInit"_s, boot * 100 + 10},
                         {u"Running"_s, u"OSRunning"_s, boot * 100 + 20}});
        QCOMPARE(track.book().boots.size(), KeptBoots);
        QCOMPARE(track.book().boots.last().number, KeptBoots + 5);
        feed(track, {{u"Off"_s, Unspecified, 9000}});
        for (int stage = 0; stage < MaxBootStages + 5; ++stage)
            feed(track, {{Starting, stage % 2 == 0 ? u"BusInit"_s : u"PCIInit"_s, 9001 + stage}});
        QCOMPARE(track.book().boots.last().stages.size(), MaxBootStages);
        QVERIFY(track.book().boots.last().isCut);
    }
};

QTEST_GUILESS_MAIN(TestBootTrack)
#include "tst_boottrack.moc"
