// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"
#include "console/views/viewparts.h"

#include <QHash>
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace muster::console {

class JobStrip;
class Label;

/// The bottom: what is running, with a way to stop it, and how many nodes answer.
class ActivityBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr int MaxStrips = 2; ///< more jobs are counted

    explicit ActivityBar(const ViewParts &parts, QWidget *parent = nullptr);

    [[nodiscard]] int running() const { return m_running; }

Q_SIGNALS:
    void jobsWanted();
    void runningChanged(int running);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showState();
    void showJobs();
    void stop(const QString &nodeId, const QString &jobId);

    const ViewParts m_parts;
    QHBoxLayout *m_strips;
    QPushButton *m_more;
    Label *m_answering;
    QList<JobStrip *> m_shown;
    int m_running = 0;
};

} // namespace muster::console
