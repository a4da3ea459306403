// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"

#include <QList>
#include <QString>

#include <cstdint>

namespace muster::agent {

class CheckedDocument;

/// How much of one type of dumps is kept.
struct DumpQuota
{
    QString type; ///< empty: every type that has no quota of its own
    int count = 64;
    qint64 bytes = 4LL * 1024 * 1024 * 1024;
    int days = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("type", &DumpQuota::type, "The type; every other one when it is left out")
                .between(1, 32)
                .optional(),
            field("count", &DumpQuota::count, "Most dumps").between(1, 1'000'000).optional(),
            field("bytes", &DumpQuota::bytes, "Most bytes of all of them together")
                .between(1024, 1LL << 50)
                .optional(),
            field("days", &DumpQuota::days, "Fetched ones go when they are older; 0: never by age")
                .between(0, 36'500)
                .optional());
    }
    friend bool operator==(const DumpQuota &, const DumpQuota &) = default;
};

/// What a site sets about a node's dumps.
struct DumpsConfig
{
    static constexpr int MaxQuotas = 65;

    QString kindsFolder = QStringLiteral("/etc/muster/dumps.d");
    QList<DumpQuota> quotas;
    DumpQuota automatic{{}, 64, 512LL * 1024 * 1024, 0};
    qint64 keepFreeBytes = 256LL * 1024 * 1024;
    bool evictsUnfetched = false;

    /// The quota of a type: its own, else the one for all, else the default.
    [[nodiscard]] DumpQuota quotaOf(const QString &type) const;

    static constexpr auto fields()
    {
        return std::tuple(
            field("kindsFolder", &DumpsConfig::kindsFolder, "Folder of the files that add kinds of dumps")
                .between(1, 255)
                .optional(),
            field("quotas", &DumpsConfig::quotas, "How many dumps are kept, by type")
                .between(0, MaxQuotas)
                .optional(),
            field("automatic", &DumpsConfig::automatic,
                  "The same of those that the agent makes by itself; their oldest goes, fetched or not")
                .optional(),
            field("keepFreeBytes", &DumpsConfig::keepFreeBytes,
                  "What a dump must leave free on the file system")
                .between(0, 1LL << 50)
                .optional(),
            field("evictsUnfetched", &DumpsConfig::evictsUnfetched,
                  "Whether a dump that nobody has fetched may go to make room")
                .optional());
    }
    friend bool operator==(const DumpsConfig &, const DumpsConfig &) = default;
};

/// Adds what is wrong with it to the document's faults.
void checkDumpsConfig(const DumpsConfig &config, CheckedDocument &document);

} // namespace muster::agent
