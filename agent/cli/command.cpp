// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/command.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace muster::agent {

int exitCodeFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Invalid:
        return exitcode::Usage;
    case ErrorCode::Unavailable:
    case ErrorCode::NotPaired:
    case ErrorCode::Timeout:
        return exitcode::Unreachable;
    default:
        return exitcode::Refused;
    }
}

int complain(const Error &error)
{
    std::fprintf(stderr, "muster-agent: %s\n", qPrintable(describe(error)));
    return exitCodeFor(error);
}

void print(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stdout);
}

} // namespace muster::agent
