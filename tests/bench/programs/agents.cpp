// SPDX-License-Identifier: Apache-2.0
// agents COUNT UNITS: so many whole agents in one process, each with a simulated machine of so many watched
// units. Says the address of each and a token to pair with it.
#include "shared/api/pairing.h"
#include "tests/bench/programs/report.h"
#include "tests/support/testagent.h"

#include <QCoreApplication>

#include <vector>

using namespace muster;
using namespace muster::bench;
using namespace Qt::StringLiterals;

namespace {

QStringList unitNames(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(u"service-%1.service"_s.arg(i));
    return names;
}

QByteArray invitation(const test::TestAgent &agent)
{
    const auto local = test::greetLocally(agent);
    if (!local)
        qFatal("%s", qPrintable(describe(local.error())));
    const auto token = test::ask<api::TokenCreate>(**local);
    if (!token)
        qFatal("%s", qPrintable(describe(token.error())));
    return "[\"" + agent.endpoint().toString().toUtf8() + "\",\"" + token->token.toUtf8() + "\"]";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return die("usage: bench-agents COUNT UNITS");
    std::vector<std::unique_ptr<test::TestAgent>> agents;
    QByteArrayList invitations;
    for (int i = 0; i < arguments[1].toInt(); ++i) {
        agents.push_back(
            std::make_unique<test::TestAgent>(u"node-%1"_s.arg(i), unitNames(arguments[2].toInt())));
        invitations.append(invitation(*agents.back()));
    }
    report("{\"agents\":[" + invitations.join(',') + "]}");
    return QCoreApplication::exec();
}
