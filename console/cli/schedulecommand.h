// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/schedulerow.h"
#include "console/cli/command.h"

#include "shared/api/schedule.h"

#include <vector>

namespace muster::console {

/// `muster schedule`: what systems, members or nodes shall do at a time.
class ScheduleCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    /// Whom to ask, and of which of its members it is about.
    struct Subject
    {
        QString system = {}; ///< empty for a node by itself
        QString nodeId = {}; ///< the coordinator, or the node; empty when none answers
        QList<int> members = {}; ///< empty for all
        Error why = {}; ///< why none is asked
    };
    struct Word
    {
        CLI::App *verb;
        ControlAction action;
    };

    [[nodiscard]] static QList<Subject> subjectsOf(Batch &batch, const Target &target, bool isAll);
    QCoro::Task<ExitCode> set(Batch &batch, ControlAction action, Timestamp at,
                              QList<Subject> subjects) const;
    QCoro::Task<ExitCode> list(Batch &batch, QList<Subject> subjects) const;
    QCoro::Task<ExitCode> cancel(Batch &batch, QList<Subject> subjects) const;
    static QCoro::Task<ExitCode> read(Batch &batch, Subject subject, ScheduleDocument &document);

    std::vector<Word> m_words;
    CLI::App *m_list = nullptr;
    CLI::App *m_cancel = nullptr;
    std::string m_target;
    std::string m_at;
    std::string m_id;
    int m_patience = 0;
};

} // namespace muster::console
