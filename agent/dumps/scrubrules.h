// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QList>
#include <QRegularExpression>

namespace muster::agent {

/// What is taken for a secret in a line of text.
struct ScrubRule
{
    QLatin1StringView name; ///< in the report: key-value
    QRegularExpression pattern; ///< the first of its groups that took part is replaced
};

/// All rules, in the order in which they are applied. Private keys in PEM are no rule: they have many lines.
[[nodiscard]] const QList<ScrubRule> &scrubRules();

/// A line in which this is not found has none of the rules' secrets.
[[nodiscard]] const QRegularExpression &scrubHint();

} // namespace muster::agent
