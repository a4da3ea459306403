// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/identitycommand.h"

#include "shared/tls/identityfile.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::agent {

void IdentityCommand::declare(CLI::App &parent)
{
    m_app = parent.add_subcommand("identity", "The node's id");
}

bool IdentityCommand::isChosen() const
{
    return m_app->parsed();
}

int IdentityCommand::run(const AgentConfig &config)
{
    const auto identity = loadIdentity(config.identityFile());
    if (identity) {
        print(identity->nodeId().toString() + u'\n');
        return exitcode::Done;
    }
    Error error = identity.error();
    if (error.code == ErrorCode::NotFound) {
        error.code = ErrorCode::Unavailable;
        error.text = u"this node has no key yet"_s;
        error.remedy = u"start the agent once: systemctl start muster-agent"_s;
    }
    return complain(error);
}

} // namespace muster::agent
