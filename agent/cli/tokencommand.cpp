// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/tokencommand.h"

#include "agent/cli/words.h"
#include "shared/api/pairing.h"

#include <CLI/CLI.hpp>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace muster::agent {

void TokenCommand::declare(CLI::App &parent)
{
    m_app = parent.add_subcommand("token", "Prints a one-time token with which a console enrols itself");
    m_app->add_option("--role", m_role, "viewer, operator or admin")->required()->check(checkRoleWord);
    m_app->add_option("--expires", m_expires, "How long it is good: 10m, 1h (default), 7d")
        ->check([](const std::string &text) {
            return parseDuration(QString::fromStdString(text))
                       ? std::string()
                       : "\"" + text + "\" is no duration such as 10m, 1h, 7d";
        });
    m_app->add_flag("--json", m_json, "One JSON document");
}

bool TokenCommand::isChosen() const
{
    return m_app->parsed();
}

QCoro::Task<Result<int>> TokenCommand::ask(RpcPeer &agent)
{
    const auto lifetime = parseDuration(QString::fromStdString(m_expires)).value_or(std::chrono::hours(1));
    const auto answer =
        co_await agent.call<api::TokenCreate>({roleOfWord(m_role).value_or(Role::Viewer), lifetime.count()});
    if (!answer)
        co_return fail(answer.error());
    if (m_json) {
        print(QString::fromUtf8(toJson(*answer)) + u'\n');
    } else {
        print(answer->token + u'\n');
        std::fprintf(stderr, "Good for one console, until %s\n", toIso(answer->expiresAt).constData());
    }
    co_return exitcode::Done;
}

} // namespace muster::agent
