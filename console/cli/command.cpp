// SPDX-License-Identifier: Apache-2.0
#include "console/cli/command.h"

#include <CLI/CLI.hpp>

namespace muster::console {

bool Command::isChosen() const
{
    return m_verb && m_verb->parsed();
}

CLI::App &Command::addVerb(CLI::App &parent, const char *name, const char *description)
{
    m_verb = parent.add_subcommand(name, description);
    return *m_verb;
}

} // namespace muster::console
