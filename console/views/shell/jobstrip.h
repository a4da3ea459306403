// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetnode.h"

#include <QWidget>

class QProgressBar;

namespace muster::console {

class IconButton;
class Label;
class Theme;

/// One running job: what, how far, how fast, how long still, and a button that stops it where that is safe.
class JobStrip : public QWidget
{
    Q_OBJECT
public:
    explicit JobStrip(const Theme &theme, QWidget *parent = nullptr);

    void setJob(const FleetNode &node, const Job &job);

Q_SIGNALS:
    void stopWanted(const QString &nodeId, const QString &jobId);

private:
    [[nodiscard]] static QString progressOf(const FleetNode &node, const Job &job);

    Label *m_title;
    QProgressBar *m_bar;
    Label *m_progress;
    IconButton *m_stop;
    QString m_nodeId;
    QString m_jobId;
};

} // namespace muster::console
