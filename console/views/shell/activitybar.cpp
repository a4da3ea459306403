// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/activitybar.h"

#include "console/fleet/fleetactions.h"
#include "console/fleet/fleethealth.h"
#include "console/views/shell/jobstrip.h"
#include "console/views/text/ageticker.h"
#include "console/views/widgets/label.h"
#include "shared/api/jobs.h"
#include "shared/log.h"
#include "shared/model/codec.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace muster::console {

namespace {

bool isRunning(const Job &job)
{
    return job.state == JobState::Running || job.state == JobState::Queued;
}

} // namespace

ActivityBar::ActivityBar(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_strips(new QHBoxLayout)
    , m_more(new QPushButton)
    , m_answering(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
{
    setFixedHeight(36);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4 * Theme::Step, 1, 4 * Theme::Step, 0);
    layout->setSpacing(4 * Theme::Step);
    layout->addLayout(m_strips);
    m_strips->setSpacing(6 * Theme::Step);
    layout->addWidget(m_more);
    layout->addStretch(1);
    layout->addWidget(m_answering);
    m_more->setFlat(true);
    m_more->setAutoDefault(false);
    m_more->hide();
    connect(m_more, &QPushButton::clicked, this, &ActivityBar::jobsWanted);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &ActivityBar::showState);
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &ActivityBar::showState);
    connect(&parts.ticker, &AgeTicker::ticked, this, [this] {
        if (m_running > 0)
            showJobs();
    });
    connect(&parts.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    showState();
}

void ActivityBar::showState()
{
    const int nodes = int(m_parts.fleet.nodes().size());
    m_answering->setText(
        nodes == 0 ? tr("no nodes")
                   //: %1 of all %n nodes answer
                   : tr("%1 of %n nodes answer", nullptr, nodes).arg(healthOf(m_parts.fleet).answering));
    showJobs();
}

void ActivityBar::showJobs()
{
    int running = 0;
    for (const FleetNode &node : m_parts.fleet.nodes()) {
        for (const Job &job : node.jobs) {
            if (!isRunning(job) || ++running > MaxStrips)
                continue;
            if (m_shown.size() < running) {
                auto *strip = new JobStrip(m_parts.theme);
                connect(strip, &JobStrip::stopWanted, this, &ActivityBar::stop);
                m_strips->addWidget(strip);
                m_shown.append(strip);
            }
            m_shown.at(running - 1)->setJob(node, job);
        }
    }
    for (int i = 0; i < m_shown.size(); ++i)
        m_shown.at(i)->setVisible(i < running);
    m_more->setVisible(running > MaxStrips);
    //: button: number of running jobs beside those that are shown
    m_more->setText(tr("+ %n more", nullptr, running - MaxStrips));
    if (std::exchange(m_running, running) != running)
        Q_EMIT runningChanged(running);
}

void ActivityBar::stop(const QString &nodeId, const QString &jobId)
{
    auto task =
        m_parts.actions.call(nodeId, api::JobsCancel::Name, toJson(JobParams{jobId}), DefaultDeadline);
    QCoro::connect(std::move(task), this, [jobId](const Result<QByteArray> &answer) {
        if (!answer)
            qCWarning(logUi) << "event=stopFailed job=" << jobId << "error=" << describe(answer.error());
    });
}

void ActivityBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_parts.theme.colour(Colour::Panel));
    painter.fillRect(0, 0, width(), 1, m_parts.theme.colour(Colour::Line));
}

} // namespace muster::console
