// SPDX-License-Identifier: Apache-2.0
#include "console/cli/commandline.h"

#ifdef MUSTER_HAS_VIEWS
#include "console/views/gui.h"

#include <QApplication>
#endif

int main(int argc, char **argv)
{
    muster::console::CommandLine line;
    if (const auto ended = line.parse(argc, argv))
        return *ended;
    if (line.hasVerb())
        return line.runVerb(argc, argv);
#ifdef MUSTER_HAS_VIEWS
    QApplication application(argc, argv);
    muster::console::Console console(line.consoleOptions());
    return muster::console::runGui(application, console);
#else
    return line.tellNoWindow();
#endif
}
