// SPDX-License-Identifier: Apache-2.0
#include "console/batch/exitcode.h"

namespace muster::console {

ExitCode exitCodeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
    case ErrorCode::NotFound:
    case ErrorCode::Unsupported:
    case ErrorCode::TooLarge:
        return ExitCode::BadInput;
    case ErrorCode::NotPaired:
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
        return ExitCode::Unreachable;
    case ErrorCode::Forbidden:
    case ErrorCode::Busy:
    case ErrorCode::Conflict:
    case ErrorCode::QuotaExceeded:
        return ExitCode::Refused;
    case ErrorCode::Cancelled:
    case ErrorCode::Io:
    case ErrorCode::Internal:
        return ExitCode::BrokenOff;
    }
    return ExitCode::BrokenOff;
}

} // namespace muster::console
