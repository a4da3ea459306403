// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/localcommand.h"

#include "shared/api/hello.h"
#include "shared/wire/localtransport.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error explained(Error error)
{
    if (error.code == ErrorCode::Unavailable) {
        error.text = u"the agent is not running here"_s;
        error.remedy = u"start it: systemctl start muster-agent"_s;
    } else if (error.code == ErrorCode::Forbidden) {
        error.code = ErrorCode::NotPaired;
        error.text = u"only the superuser may talk to the agent"_s;
        error.remedy = u"run the same command as root"_s;
    }
    return error;
}

} // namespace

int LocalCommand::run(const AgentConfig &config)
{
    auto transport = LocalTransport::connectTo(config.localSocket());
    if (!transport)
        return complain(explained(transport.error()));
    LocalTransport *const started = transport->get();
    RpcPeer agent(*std::move(transport));
    started->start();
    const auto outcome = QCoro::waitFor(greetAndAsk(agent));
    return outcome ? *outcome : complain(outcome.error());
}

QCoro::Task<Result<int>> LocalCommand::greetAndAsk(RpcPeer &agent)
{
    HelloParams hello;
    hello.product = u"muster-agent "_s + QStringLiteral(MUSTER_VERSION);
    const auto answer = co_await agent.call<api::Hello>(hello);
    if (!answer)
        co_return fail(answer.error());
    co_return co_await ask(agent);
}

} // namespace muster::agent
