// SPDX-License-Identifier: Apache-2.0
// lab-phosphor log|dumps|settings|power|bmc|chassis|host|hypervisor: OpenBMC's error log, its dump service,
// its settings for power restore, or one of its state services on the system bus of a node of the lab.
// DUMP_MSEC in the environment says how long a dump takes (-1: it never ends), DUMP_ROOM for how many there
// is room, STATE_MSEC how long a step of a transition takes, STATE_REFUSAL which error a requested transition
// is answered with, STATE_IDLE=1 that a request is taken and nothing comes of it, STATE_VOLATILE=1 that the
// next start of the machine finds it without power. To have one hang, stop its process; to have it lie, write
// its properties: anybody may, as on the real ones.
#include "tests/support/fakephosphor.h"
#include "tests/support/fakesettings.h"
#include "tests/support/fakestate.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTimer>

#include <memory>

using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int UsualMsec = 1100; // as dreport was seen to take

int number(const char *variable, int otherwise)
{
    bool isSet = false;
    const int value = qEnvironmentVariableIntValue(variable, &isSet);
    return isSet ? value : otherwise;
}

constexpr int UsualStepMsec = 250;
constexpr int ReadyMsec = 1000;

/// Not ready until the boot is over, and it reboots its machine.
std::unique_ptr<FakeStateService> makeBmc(const QString &address)
{
    auto bmc = std::make_unique<FakeBmcState>(address);
    const QString interface = u"xyz.openbmc_project.State.BMC"_s;
    bmc->say(interface, u"CurrentBMCState"_s, u"NotReady"_s);
    QTimer::singleShot(ReadyMsec, bmc.get(), [service = bmc.get(), interface] {
        service->say(interface, u"CurrentBMCState"_s, u"Ready"_s);
    });
    bmc->reboot = [] { QProcess::startDetached(u"systemctl"_s, {u"reboot"_s}); };
    return bmc;
}

std::unique_ptr<FakeStateService> makeState(const QString &which, const QString &address)
{
    if (which == "bmc"_L1)
        return makeBmc(address);
    if (which == "chassis"_L1)
        return std::make_unique<FakeChassisState>(address);
    if (which == "host"_L1)
        return std::make_unique<FakeFullHostState>(address);
    if (which == "hypervisor"_L1)
        return std::make_unique<FakeHypervisorState>(address);
    return nullptr;
}

std::unique_ptr<FakePhosphor> makeStateService(const QString &which, const QString &address)
{
    std::unique_ptr<FakeStateService> state = makeState(which, address);
    if (!state)
        return nullptr;
    state->step = std::chrono::milliseconds(number("STATE_MSEC", UsualStepMsec));
    state->refusal = qEnvironmentVariable("STATE_REFUSAL");
    state->isIdle = number("STATE_IDLE", 0) != 0;
    // What was kept before the outage is of no use any more; a service that restarts finds its state again.
    const bool isVolatile = number("STATE_VOLATILE", 0) != 0;
    const QString volatileFolder = u"/run/bmc-state"_s;
    if (isVolatile)
        QDir().mkpath(volatileFolder);
    if (const QString folder = isVolatile ? volatileFolder : qEnvironmentVariable("STATE_DIRECTORY");
        which != "bmc"_L1 && !folder.isEmpty())
        state->keepIn(folder + u'/' + which);
    return state;
}

/// With QuiesceOnHwError set: an entry that names a part keeps the host off.
std::unique_ptr<FakePhosphor> makeLog(const QString &address)
{
    auto log = std::make_unique<FakeErrorLog>(address);
    log->blocksOnHardwareErrors = true;
    return log;
}

std::unique_ptr<FakePhosphor> makeService(const QString &which)
{
    const QString address = u"unix:path=/run/dbus/system_bus_socket"_s;
    if (which == "log"_L1)
        return makeLog(address);
    if (which == "power"_L1)
        return std::make_unique<FakePowerControl>(address);
    if (which == "settings"_L1) {
        auto settings = std::make_unique<FakeSettings>(address);
        if (const QString folder = qEnvironmentVariable("STATE_DIRECTORY"); !folder.isEmpty())
            settings->keepIn(folder + u"/settings"_s);
        return settings;
    }
    if (which != "dumps"_L1)
        return makeStateService(which, address);
    auto dumps = std::make_unique<FakeDumpManager>(address);
    dumps->room = number("DUMP_ROOM", int(dumps->room));
    if (const int msec = number("DUMP_MSEC", UsualMsec); msec >= 0)
        dumps->duration = std::chrono::milliseconds(msec);
    return dumps;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto service = makeService(application.arguments().value(1));
    if (!service) {
        qCritical("usage: lab-phosphor log|dumps|settings|bmc|chassis|host|hypervisor");
        return 2;
    }
    return service->appear() ? QCoreApplication::exec() : 1;
}
