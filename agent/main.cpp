// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/program.h"

#include <QCoreApplication>

#include <malloc.h>

namespace {

/// Blocks of the size that messages have are kept instead of being given back to the kernel and asked for
/// again.
void tuneHeap()
{
    ::mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024);
    ::mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
    ::mallopt(M_ARENA_MAX, 2);
}

} // namespace

int main(int argc, char **argv)
{
    tuneHeap();
    qputenv("QT_NO_GLIB", "1"); // one loop less to wake up
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("muster-agent"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MUSTER_VERSION));
    return muster::agent::runProgram(application, argc, argv);
}
