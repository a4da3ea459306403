// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/bootspanel.h"

#include "console/views/text/bootphrases.h"
#include "console/views/text/phrases.h"
#include "console/views/text/statephrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

BootsPanel::BootsPanel(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_loader(parts.fleet, parts.actions)
    , m_trouble(new Banner(parts.theme))
    , m_bootTable(new TablePanel(parts, u"boots"_s, m_boots))
    , m_stageTable(new TablePanel(parts, u"bootStages"_s, m_stages))
{
    build();
    connect(&m_loader, &BootHistoryLoader::changed, this, &BootsPanel::showState);
    connect(m_bootTable, &TablePanel::currentChanged, this, &BootsPanel::showStages);
}

void BootsPanel::build()
{
    m_trouble->hide();
    auto *boots = new Card(m_parts.theme);
    boots->addContent(m_bootTable, 1);
    m_bootTable->view().sortByColumn(BootTableModel::Began, Qt::DescendingOrder);
    m_bootTable->view().setAccessibleName(tr("Boots of the host"));
    auto *stages = new Card(m_parts.theme, tr("Stages"));
    stages->addContent(m_stageTable, 1);
    m_stageTable->setBarVisible(false);
    m_stageTable->view().sortByColumn(BootStageModel::Stage, Qt::AscendingOrder);
    m_stageTable->view().setAccessibleName(tr("Stages of the selected boot"));
    m_stageTable->setEmptyText(Mark::Unknown, tr("Select a boot"), tr("Its stages are shown here."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * Theme::Step, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_trouble);
    layout->addWidget(boots, 2);
    layout->addWidget(stages, 3);
}

void BootsPanel::setNode(const QString &nodeId)
{
    m_nodeId = nodeId;
    // Nobody is asked for what is not looked at.
    m_loader.show(isVisible() ? nodeId : QString());
}

void BootsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_loader.show(m_nodeId);
}

void BootsPanel::showState()
{
    const auto &told = m_loader.told();
    m_compared = told ? compareBoots(*told) : QList<ComparedBoot>();
    m_boots.show(m_compared);
    QString trouble;
    if (!m_loader.error().text.isEmpty())
        trouble = Phrases::error(m_loader.error());
    else if (told && told->stall)
        //: %1 is a stage of a boot, %2 why it is said to stall
        trouble = tr("The boot stands at \u201c%1\u201d: %2")
                      .arg(StatePhrases::value(told->stall->stage), BootPhrases::stalls(*told->stall));
    else if (told && !told->whyNone.isEmpty())
        trouble = told->whyNone;
    m_trouble->setVisible(!trouble.isEmpty());
    if (!trouble.isEmpty())
        m_trouble->set(Mark::Care, trouble);
    if (!told)
        m_bootTable->setEmptyText(
            Mark::Unknown, m_loader.isLoading() ? tr("Asking\u2026") : tr("Its boots are not known"), {});
    else if (!told->hasProgress)
        m_bootTable->setEmptyText(Mark::Unknown, tr("Nothing on this node tells how far a boot is"),
                                  tr("OpenBMC does, by its host's boot progress."));
    else
        m_bootTable->setEmptyText(Mark::Unknown, tr("No boot yet"),
                                  tr("The next one of its host is recorded by the node itself."));
    m_bootTable->selectFirst();
    showStages();
}

void BootsPanel::showStages()
{
    const auto rows = m_bootTable->view().selectedSourceRows();
    const QString number = rows.size() == 1 ? rows.first().data(ObjectIdRole).toString() : QString();
    const auto boot = std::ranges::find_if(m_compared, [&number](const ComparedBoot &one) {
        return QString::number(one.boot.number) == number;
    });
    if (boot == m_compared.cend())
        m_stages.clear();
    else
        m_stages.show(*boot, m_loader.told()->stall);
}

} // namespace muster::console
