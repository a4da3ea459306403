// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/support/virtualdisplay.h"

#include <QByteArray>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace muster::console {

namespace {

constexpr int Skipped = 77;

[[noreturn]] void becomeXvfb(int tell)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int quiet = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(quiet, STDERR_FILENO);
    const QByteArray descriptor = QByteArray::number(tell);
    ::execlp("Xvfb", "Xvfb", "-displayfd", descriptor.constData(), "-screen", "0", "1600x1000x24",
             "-nolisten", "tcp", nullptr);
    ::_exit(1);
}

/// The number of the display, once it can be used; empty when there is none.
QByteArray toldNumber(int told)
{
    QByteArray number;
    for (char c = 0; ::read(told, &c, 1) == 1 && c != '\n';)
        number += c;
    return number;
}

} // namespace

void useVirtualDisplay()
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        std::abort();
    if (::fork() == 0)
        becomeXvfb(ends[1]);
    ::close(ends[1]);
    const QByteArray number = toldNumber(ends[0]);
    ::close(ends[0]);
    if (number.isEmpty()) {
        std::printf("SKIP   : Xvfb cannot be run\n");
        std::exit(Skipped);
    }
    qputenv("DISPLAY", ':' + number);
    qputenv("QT_QPA_PLATFORM", "xcb");
}

} // namespace muster::console
