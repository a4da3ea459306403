// SPDX-License-Identifier: Apache-2.0
// lab-phosphor log|dumps: OpenBMC's error log, or its dump service, on the system bus of a node of the lab.
// DUMP_MSEC in the environment says how long a dump takes (-1: it never ends), DUMP_ROOM for how many there
// is room.
#include "tests/support/fakephosphor.h"

#include <QCoreApplication>

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

std::unique_ptr<FakePhosphor> makeService(const QString &which)
{
    const QString address = u"unix:path=/run/dbus/system_bus_socket"_s;
    if (which == "log"_L1)
        return std::make_unique<FakeErrorLog>(address);
    if (which != "dumps"_L1)
        return nullptr;
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
        qCritical("usage: lab-phosphor log|dumps");
        return 2;
    }
    return service->appear() ? QCoreApplication::exec() : 1;
}
