// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/checkconfig.h"

#include "agent/cli/command.h"
#include "agent/dumps/dumpkindfolder.h"
#include "agent/hostoffload/secretfile.h"
#include "agent/platform/simulated/simulatedunitfile.h"
#include "agent/units/unitconfig.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace muster::agent {

int complain(const QList<ConfigFault> &faults)
{
    for (const ConfigFault &fault : faults)
        std::fprintf(stderr, "%s\n", qPrintable(toString(fault)));
    return exitcode::Usage;
}

int checkConfig(const std::expected<AgentConfig, QList<ConfigFault>> &config)
{
    if (!config)
        return complain(config.error());
    QList<ConfigFault> faults;
    for (const Error &fault : checkUnitFolder(config->unitsFolder))
        faults.append(toFault(fault));
    for (const Error &fault : checkDumpKindFolder(config->dumps.kindsFolder))
        faults.append(toFault(fault));
    if (config->host) {
        if (const auto files = checkFilesOf(*config->host); !files)
            faults.append(toFault(files.error()));
    }
    if (!config->simulationFolder.isEmpty())
        faults += checkSimulationFolder(config->simulationFolder);
    if (!faults.isEmpty())
        return complain(faults);
    print(u"ok\n"_s);
    return exitcode::Done;
}

} // namespace muster::agent
