// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QList>
#include <QString>

namespace muster::agent {

/// One mistake in a file that a person wrote.
struct ConfigFault
{
    QString file;
    int line = 0; ///< counted from 1; 0 when the file as a whole is meant
    QString key; ///< "units[3].name"; empty when the file as a whole is meant
    QString text; ///< what is wrong and what is allowed
    QString remedy; ///< what to do; may be empty

    friend bool operator==(const ConfigFault &, const ConfigFault &) = default;
};

/// "FILE:LINE: key: what is wrong; remedy", leaving out what is empty.
[[nodiscard]] QString toString(const ConfigFault &fault);

/// A fault from an error whose source is "FILE:LINE" or "FILE".
[[nodiscard]] ConfigFault toFault(const Error &error);

} // namespace muster::agent
