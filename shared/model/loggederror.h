// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/words.h"

#include <QList>

namespace muster {

/// One piece of additional data of a logged error.
struct ErrorDatum
{
    QString key;
    QString value;

    static constexpr auto fields()
    {
        return std::tuple(field("key", &ErrorDatum::key, "As SYSTEMD_UNIT").between(1, 128),
                          field("value", &ErrorDatum::value, "Its value"));
    }

    friend bool operator==(const ErrorDatum &, const ErrorDatum &) = default;
};

/// An error as a node logs it: OpenBMC's xyz.openbmc_project.Logging.Entry, in the parts that say what it is.
struct LoggedError
{
    QString message;
    Health severity = Health::Critical;
    QList<ErrorDatum> additionalData;

    static constexpr auto fields()
    {
        return std::tuple(
            field("message", &LoggedError::message,
                  "Its name, as xyz.openbmc_project.State.Error.CriticalServiceFailure")
                .between(1, 255),
            field("severity", &LoggedError::severity, "How bad it is"),
            field("additionalData", &LoggedError::additionalData, "What belongs to it: SYSTEMD_UNIT, ...")
                .between(0, 64)
                .optional());
    }

    friend bool operator==(const LoggedError &, const LoggedError &) = default;
};

} // namespace muster
