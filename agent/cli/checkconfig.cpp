// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/checkconfig.h"

#include "agent/cli/command.h"

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
    // Without a configuration, where the unit files are is a guess; the usual folder is still worth a look.
    const QList<ConfigFault> faults = config ? QList<ConfigFault>() : config.error();
    if (!faults.isEmpty())
        return complain(faults);
    print(u"ok\n"_s);
    return exitcode::Done;
}

} // namespace muster::agent
