// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>

#include <optional>

namespace muster {

/// Long work on a node. Outlives the connection that started it.
struct Job
{
    QString id;
    QString kind;
    QString title;
    JobState state = JobState::Queued;
    qint64 done = 0;
    qint64 total = 0;
    QString unit;
    bool canCancel = false;
    QString startedBy;
    Timestamp startedAt{};
    std::optional<Timestamp> finishedAt;
    QString outcome;

    static constexpr auto fields()
    {
        return std::tuple(
            field("id", &Job::id, "Its id on this node").between(1, 64),
            field("kind", &Job::kind, "What it does: units.evidence").between(1, 64),
            field("title", &Job::title, "The same for people").between(0, 255),
            field("state", &Job::state, "How far it is"),
            field("done", &Job::done, "Progress so far").between(0, INT64_MAX).optional(),
            field("total", &Job::total, "Progress when complete; 0 when not known")
                .between(0, INT64_MAX)
                .optional(),
            field("unit", &Job::unit, "What done and total count: bytes, lines").between(0, 32).optional(),
            field("canCancel", &Job::canCancel, "Whether stopping is safe now").optional(),
            field("startedBy", &Job::startedBy, "Name of the peer that asked for it")
                .between(0, 255)
                .optional(),
            field("startedAt", &Job::startedAt, "When it began, by the node's clock"),
            field("finishedAt", &Job::finishedAt, "When it ended"),
            field("outcome", &Job::outcome, "What came of it, or why it failed").optional());
    }

    friend bool operator==(const Job &, const Job &) = default;
};

struct JobList
{
    QList<Job> jobs;

    static constexpr auto fields()
    {
        return std::tuple(
            field("jobs", &JobList::jobs, "Running ones and the latest finished ones, newest first"));
    }

    friend bool operator==(const JobList &, const JobList &) = default;
};

} // namespace muster
