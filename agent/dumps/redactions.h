// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"

#include <QList>
#include <QMap>
#include <QString>

namespace muster::agent {

/// What was replaced in the members of a dump: by member and rule, and never the secrets themselves.
/// redactions.json of the dump.
struct Redactions
{
    struct Hit
    {
        QString member;
        QString rule;
        qint64 count = 0;

        static constexpr auto fields()
        {
            return std::tuple(field("member", &Hit::member, "Name of the member"),
                              field("rule", &Hit::rule, "What it was taken for: key-value, url"),
                              field("count", &Hit::count, "How often"));
        }
        friend bool operator==(const Hit &, const Hit &) = default;
    };

    QList<Hit> hits;

    void add(const QString &member, const QMap<QString, qint64> &byRule)
    {
        for (const auto &[rule, count] : byRule.asKeyValueRange())
            hits.append({member, rule, count});
    }

    static constexpr auto fields()
    {
        return std::tuple(field("hits", &Redactions::hits, "What was replaced, in the order of the members"));
    }
};

} // namespace muster::agent
