// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/boots/boothistoryloader.h"
#include "console/views/models/boottablemodel.h"
#include "console/views/viewparts.h"

#include <QWidget>

namespace muster::console {

class Banner;
class TablePanel;

/// The boots of one node's host, and of the selected one how long each stage took, beside what is usual
/// there.
class BootsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit BootsPanel(const ViewParts &parts, QWidget *parent = nullptr);

    void setNode(const QString &nodeId);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void showState();
    void showStages();

    const ViewParts m_parts;
    QString m_nodeId;
    BootHistoryLoader m_loader;
    QList<ComparedBoot> m_compared; ///< as shown
    BootTableModel m_boots;
    BootStageModel m_stages;
    Banner *m_trouble;
    TablePanel *m_bootTable;
    TablePanel *m_stageTable;
};

} // namespace muster::console
