// SPDX-License-Identifier: Apache-2.0
#include "shared/state/confirmation.h"

#include <QTest>

#include <initializer_list>
#include <utility>

using namespace muster;
using namespace Qt::StringLiterals;

namespace {

using Words = std::initializer_list<std::pair<Facet, QString>>;

MemberGlance glance(Words words, bool isSilent = false, qint64 changedAt = 1000)
{
    MemberGlance glance;
    glance.isSilent = isSilent;
    for (const auto &[facet, word] : words) {
        FacetValue value;
        value.facet = facet;
        value.value = word;
        value.changedAt = Timestamp(std::chrono::milliseconds(changedAt));
        glance.facets.append(value);
    }
    return glance;
}

MemberGlance server(const QString &chassis, const QString &host, bool isSilent = false,
                    qint64 changedAt = 1000)
{
    return glance({{Facet::Bmc, u"Ready"_s}, {Facet::Chassis, chassis}, {Facet::Host, host}}, isSilent,
                  changedAt);
}

MemberGlance plain(const QString &host, bool isSilent = false)
{
    return glance({{Facet::Host, host}, {Facet::OperatingSystem, u"BootComplete"_s}}, isSilent);
}

MemberGlance bmc(const QString &word, bool isSilent = false, qint64 changedAt = 1000)
{
    return glance({{Facet::Bmc, word}}, isSilent, changedAt);
}

const QString On = u"On"_s;
const QString Off = u"Off"_s;
const QString Running = u"Running"_s;

} // namespace

class TestConfirmation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void table_data()
    {
        QTest::addColumn<ControlAction>("action");
        QTest::addColumn<MemberGlance>("before");
        QTest::addColumn<bool>("hadLeft");
        QTest::addColumn<MemberGlance>("now");
        QTest::addColumn<bool>("hasLeft");
        QTest::addColumn<bool>("isReached");
        using enum ControlAction;
        const auto row = [](const char *name, ControlAction action, const MemberGlance &before, bool hadLeft,
                            const MemberGlance &now, bool hasLeft, bool isReached) {
            QTest::newRow(name) << action << before << hadLeft << now << hasLeft << isReached;
        };
        const MemberGlance off = server(Off, Off);
        const MemberGlance on = server(On, Running);
        row("on", PowerOn, off, false, on, false, true);
        row("power without host", PowerOn, off, false, server(On, Off), false, false);
        row("host without power", PowerOn, off, false, server(Off, Running), false, false);
        row("host not known", PowerOn, off, false, server(On, UnknownValue), false, false);
        row("on before, silent now", PowerOn, off, false, server(On, Running, true), false, false);
        row("on of what tells nothing", PowerOn, bmc(u"Ready"_s), false, bmc(u"Ready"_s), false, false);
        row("on of a plain machine", PowerOn, plain(Running), false, plain(Running), false, true);

        row("off", PowerOff, on, false, off, false, true);
        row("off but for the chassis", PowerOff, on, false, server(On, Off), false, false);
        row("off while the host is said to run", PowerOff, on, false, server(Off, Running), false, false);
        row("off, host not known", PowerOff, on, false, server(Off, UnknownValue), false, true);
        row("silent is not off", PowerOff, on, false, server(Off, Off, true), false, false);
        row("a plain machine that is silent is off", PowerOff, plain(Running), false, plain(Running, true),
            false, true);
        row("soft off: the host and its chassis", SoftOff, on, false, server(Off, Off), false, true);
        row("soft off: the chassis stays on yet", SoftOff, on, false, server(On, Off), false, false);
        row("soft off: the chassis not yet", SoftOff, on, false, server(u"TransitioningToOff"_s, Off), false,
            false);
        row("soft off: not yet", SoftOff, on, false, server(On, u"TransitioningToOff"_s), false, false);
        row("soft off: host not known", SoftOff, on, false, server(Off, UnknownValue), false, false);

        row("reboot: still there", Reboot, on, false, on, false, false);
        row("reboot: gone", Reboot, on, false, server(On, Off), true, false);
        row("reboot: back", Reboot, on, true, on, true, true);
        row("reboot: between two looks", Reboot, on, false, server(On, Running, false, 2000), true, true);
        row("reboot: management silent", Reboot, on, false, server(On, Running, true), false, false);
        row("cycle: off before", PowerCycle, off, false, off, true, false);
        row("reboot of a plain machine: silent", Reboot, plain(Running), false, plain(Running, true), true,
            false);
        row("reboot of a plain machine: back", Reboot, plain(Running), true, plain(Running), true, true);

        row("management: still there", BmcReboot, bmc(u"Ready"_s), false, bmc(u"Ready"_s), false, false);
        row("management: not ready", BmcReboot, bmc(u"Ready"_s), false, bmc(u"NotReady"_s), true, false);
        row("management: silent", BmcReboot, bmc(u"Ready"_s), false, bmc(u"Ready"_s, true), true, false);
        row("management: back", BmcReboot, bmc(u"Ready"_s), true, bmc(u"Ready"_s), true, true);
        row("management: back and quiesced", BmcReboot, bmc(u"Ready"_s), true, bmc(u"Quiesced"_s), true,
            false);
        row("management: between two looks", BmcReboot, bmc(u"Ready"_s), false, bmc(u"Ready"_s, false, 2000),
            true, true);
    }
    void table()
    {
        QFETCH(const ControlAction, action);
        QFETCH(const MemberGlance, before);
        QFETCH(const bool, hadLeft);
        QFETCH(const MemberGlance, now);
        const Confirmation shown = confirmationOf(action, before, hadLeft, now);
        QTEST(shown.hasLeft, "hasLeft");
        QTEST(shown.isReached, "isReached");
    }

    /// What is not known, or only remembered, confirms nothing that has to be seen.
    void unknownConfirmsNothing()
    {
        const MemberGlance before = server(On, Running);
        for (int action = 0; action <= int(ControlAction::BmcReboot); ++action) {
            for (const bool hadLeft : {false, true}) {
                const MemberGlance nothing = glance({{Facet::Bmc, UnknownValue},
                                                     {Facet::Chassis, UnknownValue},
                                                     {Facet::Host, UnknownValue}});
                QVERIFY(!confirmationOf(ControlAction(action), before, hadLeft, nothing).isReached);
                for (const QString &host : {On, Off, Running}) {
                    const MemberGlance silent = server(host == Running ? On : Off, host, true);
                    QVERIFY(!confirmationOf(ControlAction(action), before, hadLeft, silent).isReached);
                }
            }
        }
    }

    void whoIsEndedByIt()
    {
        QVERIFY(silences(ControlAction::BmcReboot, server(On, Running)));
        QVERIFY(!silences(ControlAction::PowerOff, server(On, Running)));
        QVERIFY(silences(ControlAction::PowerOff, plain(Running)));
        QVERIFY(!silences(ControlAction::PowerOn, plain(Running)));
        QVERIFY(!silences(ControlAction::PowerOff, MemberGlance()));
    }

    void texts()
    {
        QCOMPARE(seenText(ControlAction::PowerOn, server(On, Off)), u"Chassis On, Host Off"_s);
        QCOMPARE(seenText(ControlAction::BmcReboot, server(On, Off, true)), u"silent, last Bmc Ready"_s);
        QCOMPARE(wantedText(ControlAction::PowerOn, server(Off, Off)), u"Chassis On, Host Running"_s);
        QCOMPARE(wantedText(ControlAction::SoftOff, server(On, Running)), u"Chassis Off, Host Off"_s);
    }
};

QTEST_GUILESS_MAIN(TestConfirmation)
#include "tst_confirmation.moc"
