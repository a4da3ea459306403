// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/logplatform.h"

#include <QThreadPool>

#include <stop_token>

namespace muster::agent {

/// What a machine without an error log of its own has instead: this boot's lines of its journal that are of
/// priority err or worse, the newest. It tells nothing by itself: to watch a journal is to wake up with each
/// of its lines. Nothing can be deleted, for journald only throws away whole files, the oldest first.
class ErrorJournal : public LogPlatform
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxLines = 500;
    static constexpr std::chrono::milliseconds Deadline{5'000};

    explicit ErrorJournal(QObject *parent = nullptr);
    ~ErrorJournal() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QCoro::Task<Result<LogReading>> read() override;
    [[nodiscard]] QCoro::Task<Result<LogEntry>> entry(QString id) override;
    [[nodiscard]] QString notDeletable() const override;
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString id) override;
    [[nodiscard]] QCoro::Task<Result<void>> removeAll() override;

private:
    template <typename Read>
    QCoro::Task<std::invoke_result_t<Read, std::stop_token>> readAside(Read read);

    std::stop_source m_stop;
    QThreadPool m_reader;
};

} // namespace muster::agent
