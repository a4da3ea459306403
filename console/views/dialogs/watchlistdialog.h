// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/units/watchwriting.h"
#include "console/views/dialogs/sheet.h"
#include "console/views/models/watchnodes.h"
#include "console/views/models/watchpreviewmodel.h"

#include <QPointer>
#include <QTimer>

#include <chrono>

class QComboBox;
class QListView;

namespace muster::console {

class JsonEdit;
class Label;
class TablePanel;
struct WatchTemplate;

/// Edits a file that names critical units, and writes it to one node or many: checks it as one types, shows
/// what would be watched where, and what came of it on each node. What was typed stays until it is written or
/// given up on purpose.
class WatchListDialog : public Sheet
{
    Q_OBJECT
public:
    /// Nodes are asked what a text would change after this much quiet.
    static constexpr std::chrono::milliseconds Quiet{300};
    /// Of more nodes, only what changes is listed.
    static constexpr qsizetype MaxNodesInFull = 8;

    /// @param nodeIds ticked at first
    WatchListDialog(const ViewParts &parts, const QStringList &nodeIds, QWidget *parent);

    void useTemplate(const WatchTemplate &chosen);
    void reject() override;

private:
    [[nodiscard]] QWidget *buildFile();
    [[nodiscard]] QWidget *buildNodes();
    [[nodiscard]] QWidget *buildEditor();
    [[nodiscard]] QWidget *buildPreview();
    void buildButtons();

    void readNodes();
    void read(const QString &nodeId);
    void takeConfig(const QString &nodeId, const Result<UnitConfig> &config);
    void chooseFile();
    void showTextOf(const QString &nodeId);
    void setText(const QString &text);
    void followInput();
    void checkHere();
    void askPreview();
    void takePreview(const WatchAnswer &answer);
    void sayWhyEmpty();
    void showSum();
    void showButtons();
    void write();
    void takeResults(const QList<WatchAnswer> &answers);
    void confirmRemoval();
    void openRemoval(const QList<WatchAnswer> &answers);

    static QCoro::Task<Result<void>> removeFrom(QPointer<WatchListDialog> self, QList<WatchPlace> places,
                                                QString file);

    [[nodiscard]] QString fileName() const;
    [[nodiscard]] WatchOrder order() const;
    [[nodiscard]] QStringList withFile() const; ///< of the ticked nodes

    WatchNodes m_nodes;
    WatchPreviewModel m_preview;
    QTimer m_askSoon;
    QComboBox *m_file;
    QListView *m_nodeView;
    QPushButton *m_show;
    JsonEdit *m_text;
    Label *m_hint;
    Label *m_fault;
    Label *m_sum;
    Label *m_remarks;
    TablePanel *m_table;
    QPushButton *m_remove;
    QPushButton *m_write;
    bool m_isValid = false; ///< name and text, as far as can be told here
    bool m_isPreviewed = false; ///< the preview is of what is there now
    bool m_isWriting = false;
    bool m_isWarned = false; ///< that closing loses the text
    int m_round = 0; ///< of previews: answers to earlier ones are dropped
    QHash<QString, QStringList> m_said; ///< remarks by node
    int m_added = 0;
    int m_dropped = 0;
    int m_changed = 0;
    int m_absent = 0;
};

} // namespace muster::console
