// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/auditcommand.h"

#include "agent/server/auditchain.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::agent {

void AuditCommand::declare(CLI::App &parent)
{
    CLI::App *const audit = parent.add_subcommand("audit", "The log of all changes")->require_subcommand(1);
    m_app = audit->add_subcommand("verify", "Whether the log is as it was written");
}

bool AuditCommand::isChosen() const
{
    return m_app->parsed();
}

int AuditCommand::run(const AgentConfig &config)
{
    const auto lines = verifyAuditLog(config.stateFolder);
    if (lines) {
        print(u"the audit log is whole: %1 lines\n"_s.arg(*lines));
        return exitcode::Done;
    }
    const int code = complain(lines.error());
    return lines.error().code == ErrorCode::Invalid ? exitcode::NotWell : code;
}

} // namespace muster::agent
