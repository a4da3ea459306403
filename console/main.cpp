// SPDX-License-Identifier: Apache-2.0
#include "console/cli/commandline.h"

#include "console/views/gui.h"

#include <QApplication>

int main(int argc, char **argv)
{
    muster::console::CommandLine line;
    if (const auto ended = line.parse(argc, argv))
        return *ended;
    if (line.hasVerb())
        return line.runVerb(argc, argv);
    QApplication application(argc, argv);
    muster::console::ConsoleOptions options = line.consoleOptions();
    options.keepsOffloads = true;
    muster::console::Console console(options);
    return muster::console::runGui(application, console, line.dumpFiles());
}
