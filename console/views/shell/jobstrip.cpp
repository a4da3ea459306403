// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/jobstrip.h"

#include "console/views/text/ages.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/label.h"

#include <QHBoxLayout>
#include <QProgressBar>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr double Mebibyte = 1024.0 * 1024.0;
constexpr std::chrono::milliseconds LeastToTell{1000}; ///< before that, a rate would be a guess

QString amount(double value, const QString &unit)
{
    if (unit == "bytes"_L1)
        return QLocale().toString(value / Mebibyte, 'f', 1);
    return QLocale().toString(qint64(value));
}

} // namespace

JobStrip::JobStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_title(new Label(theme))
    , m_bar(new QProgressBar)
    , m_progress(new Label(theme, Label::Kind::Base, Colour::Dim))
    , m_stop(new IconButton(theme, u"close"_s, tr("Stop")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * Theme::Step);
    layout->addWidget(m_title);
    layout->addWidget(m_bar);
    layout->addWidget(m_progress);
    layout->addWidget(m_stop);
    m_title->setElided(true);
    m_title->setMaximumWidth(320);
    m_bar->setFixedWidth(80);
    m_bar->setTextVisible(false);
    connect(m_stop, &QToolButton::clicked, this, [this] { Q_EMIT stopWanted(m_nodeId, m_jobId); });
}

void JobStrip::setJob(const FleetNode &node, const Job &job)
{
    m_nodeId = node.nodeId;
    m_jobId = job.id;
    //: a job (%1) and the node it runs on (%2)
    m_title->setText(tr("%1 on %2").arg(job.title, node.name));
    m_bar->setMaximum(job.total > 0 ? 1000 : 0);
    m_bar->setValue(job.total > 0 ? int(job.done * 1000 / job.total) : 0);
    m_bar->setAccessibleName(m_title->text());
    m_progress->setText(progressOf(node, job));
    m_stop->setVisible(job.canCancel);
    //: %1 is a job
    m_stop->setWords(tr("Stop: %1").arg(job.title));
}

QString JobStrip::progressOf(const FleetNode &node, const Job &job)
{
    if (node.isStale())
        //: of a job whose node does not answer
        return tr("last known");
    if (job.total <= 0)
        return {};
    const bool isBytes = job.unit == "bytes"_L1;
    const QString unit = isBytes ? u"MiB"_s : job.unit;
    QString text =
        tr("%1 of %2 %3").arg(amount(double(job.done), job.unit), amount(double(job.total), job.unit), unit);
    const auto spent = now() - byOurClock(node, job.startedAt);
    if (spent < LeastToTell || job.done <= 0)
        return text;
    const double rate = double(job.done) / (double(spent.count()) / 1000.0);
    const auto left = std::chrono::milliseconds(qint64(double(job.total - job.done) / rate * 1000.0));
    //: progress of a job: %1 is "412 of 980 MiB", %2 %3 a rate as "61 MiB", %4 the time left
    return tr("%1 \u00b7 %2 %3/s \u00b7 %4 left").arg(text, amount(rate, job.unit), unit, Ages::span(left));
}

} // namespace muster::console
