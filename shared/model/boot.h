// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>
#include <QObject>
#include <QString>

#include <optional>

namespace muster::bootwords {
Q_NAMESPACE

/// How a boot of a host ended.
enum class BootOutcome {
    Unknown, ///< nobody saw its end
    UnderWay,
    Running, ///< its operating system runs
    Failed, ///< the host is Quiesced
    Off, ///< it went off, or was started again, before it had booted
};
Q_ENUM_NS(BootOutcome)

} // namespace muster::bootwords

namespace muster {
using bootwords::BootOutcome;

/// How many boots a node keeps.
constexpr int KeptBoots = 32;
/// How many stages it keeps of each; of more the latest.
constexpr int MaxBootStages = 64;
/// A stage before the host has told any.
constexpr QLatin1StringView NoBootStage{"Unspecified"};

namespace events {
constexpr QLatin1StringView BootBegan{"boot.began"}; ///< BootRecord
constexpr QLatin1StringView BootEnded{"boot.ended"}; ///< BootRecord
constexpr QLatin1StringView BootStalled{"boot.stalled"}; ///< BootStall
constexpr QLatin1StringView BootWentOn{"boot.wentOn"}; ///< BootStall: the one that has ended
} // namespace events

/// One stage of a boot. One that a host comes to twice is there twice.
struct BootStage
{
    QString stage{NoBootStage};
    std::optional<Timestamp> startedAt = {};
    std::optional<qint64> milliseconds = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("stage", &BootStage::stage, "The facet BootProgress; Unspecified before it told any")
                .between(1, 64),
            field("startedAt", &BootStage::startedAt,
                  "When it began, by the source's clock where that says, else by the node's"),
            field("milliseconds", &BootStage::milliseconds,
                  "How long it lasted, or lasts so far; absent: not known, for nobody saw both its ends")
                .between(0, INT64_MAX));
    }
    friend bool operator==(const BootStage &, const BootStage &) = default;
};

/// One boot of a node's host. Durations are by a clock that nobody can set.
struct BootRecord
{
    qint64 number = 0;
    std::optional<Timestamp> beganAt = {};
    bool isJoined = false;
    bool isCut = false;
    BootOutcome outcome = BootOutcome::Unknown;
    QString why = {};
    std::optional<Timestamp> endedAt = {};
    std::optional<qint64> milliseconds = {};
    QList<BootStage> stages = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("number", &BootRecord::number, "Which boot that the node has recorded, from 1")
                .between(1, INT64_MAX),
            field("beganAt", &BootRecord::beganAt, "When it began, by the node's clock; absent: not known"),
            field("isJoined", &BootRecord::isJoined, "It was under way when it was first seen").optional(),
            field("isCut", &BootRecord::isCut, "It had more stages than are kept: the first are missing")
                .optional(),
            field("outcome", &BootRecord::outcome, "How it ended"),
            field("why", &BootRecord::why, "Why so, one sentence; empty where it runs")
                .between(0, 512)
                .optional(),
            field("endedAt", &BootRecord::endedAt,
                  "When it ended, by the node's clock; absent: it has not, or nobody saw it"),
            field("milliseconds", &BootRecord::milliseconds,
                  "How long it took in all, or takes so far; absent: not known")
                .between(0, INT64_MAX),
            field("stages", &BootRecord::stages, "What it went through, in order").between(0, MaxBootStages));
    }
    friend bool operator==(const BootRecord &, const BootRecord &) = default;
};

/// A boot that has been at one stage for too long.
struct BootStall
{
    QString stage{NoBootStage};
    Timestamp foundAt{};
    qint64 limitMilliseconds = 0;
    bool isByHistory = false;
    QString why = {};

    static constexpr auto fields()
    {
        return std::tuple(
            field("stage", &BootStall::stage, "Where it stalls").between(1, 64),
            field("foundAt", &BootStall::foundAt, "When that was found, by the node's clock"),
            field("limitMilliseconds", &BootStall::limitMilliseconds, "What it may last there")
                .between(0, INT64_MAX),
            field("isByHistory", &BootStall::isByHistory,
                  "The limit is from this host's earlier boots, not from bootStall")
                .optional(),
            field("why", &BootStall::why, "What it is measured by, one sentence").between(0, 512).optional());
    }
    friend bool operator==(const BootStall &, const BootStall &) = default;
};

/// The boots of a node's host.
struct BootHistory
{
    Timestamp clock{};
    bool hasProgress = false;
    int bootStallSeconds = 0;
    QString whyNone = {};
    std::optional<BootStall> stall = {};
    QList<BootRecord> boots = {}; ///< the newest first

    static constexpr auto fields()
    {
        return std::tuple(
            field("clock", &BootHistory::clock, "The node's clock when this was said"),
            field("hasProgress", &BootHistory::hasProgress,
                  "Something on the node tells of boot progress; else none is recorded"),
            field("bootStallSeconds", &BootHistory::bootStallSeconds,
                  "How long a stage may last on a host without history; 0: as long as it likes")
                .between(0, 86'400),
            field("whyNone", &BootHistory::whyNone, "Why its boots cannot be seen now; empty: they can")
                .between(0, 512)
                .optional(),
            field("stall", &BootHistory::stall, "The stall that lasts; absent: none is known"),
            field("boots", &BootHistory::boots, "Newest first").between(0, KeptBoots));
    }
    friend bool operator==(const BootHistory &, const BootHistory &) = default;
};

} // namespace muster
