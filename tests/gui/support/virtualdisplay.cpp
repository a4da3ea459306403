// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/virtualdisplay.h"

#include <QByteArray>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <unistd.h>

namespace muster::console {

namespace {

constexpr const char *Mark = "MUSTER_VIRTUAL_DISPLAY";
constexpr int Skipped = 77;

} // namespace

bool isUnderVirtualDisplay()
{
    return qEnvironmentVariableIsSet(Mark);
}

void runUnderVirtualDisplay(char **argv)
{
    qputenv(Mark, "1");
    qputenv("QT_QPA_PLATFORM", "xcb");
    std::vector<const char *> command{"xvfb-run", "--auto-servernum", "--server-args",
                                      "-screen 0 1600x1000x24 -nolisten tcp"};
    for (; *argv; ++argv)
        command.push_back(*argv);
    command.push_back(nullptr);
    ::execvp(command.front(), const_cast<char **>(command.data()));
    std::printf("SKIP   : xvfb-run cannot be run: %s\n", std::strerror(errno));
    std::exit(Skipped);
}

} // namespace muster::console
