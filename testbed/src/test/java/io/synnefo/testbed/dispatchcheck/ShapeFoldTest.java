package io.synnefo.testbed.dispatchcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files say of what an instance is made of, found by what differs from a given one. */
class ShapeFoldTest {
  private static final String SMALL =
      "INSTANCE_CREATE success 'beparams':{'vcpus':1,'maxmem':64},'disks':[{'size':1024}],"
          + "'nics':[{}],'tags':['a'],'hvparams':{'acpi':true}";

  private static final Map<String, String> NIC =
      Map.of("mac", "aa:00:00:00:00:01", "ip", "10.0.0.1", "network", "net-1");

  private static final Map<String, String> PARAMETERS = Map.of("acpi", "true");

  private static final Tables.Shape ASKED =
      new Tables.Shape(true, 1, 64, List.of(NIC), List.of(1024L), Set.of("a"), PARAMETERS);

  /** SMALL, then these, parted by a slash; then how the instance is not that of SMALL any more. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INSTANCE_REBOOT success | ``",
        "INSTANCE_SET_PARAMS success 'beparams':{} | ``",
        "INSTANCE_SET_PARAMS success 'beparams':{'vcpus':2} | vcpus is 1, by the files 2",
        "INSTANCE_SET_PARAMS success 'beparams':{'memory':128} | memory is 64, by the files 128",
        "INSTANCE_SET_PARAMS success 'nics':[['add',-1,{}],['add',-1,{}]]"
            + " | number of NICs is 1, by the files 3",
        "INSTANCE_SET_PARAMS success 'nics':[['remove','x',{}]]"
            + " | number of NICs is 1, by the files 0",
        "INSTANCE_SET_PARAMS success 'nics':[['remove',-1,{}],['add',-1,{'mac':'AA:00:00:00:00:01',"
            + "'ip':'10.0.0.1','network':'5a3ee70e-5d67-4a0e-9d0b-3a1f8e6c6a52','mode':'default'}]]"
            + " | ``",
        "INSTANCE_SET_PARAMS success 'nics':[['remove',-1,{}],['add',-1,{'mac':'auto','ip':'pool',"
            + "'network':'net-2','link':'br0'}]]"
            + " | link of NIC 0 is null, by the files br0;"
            + " network of NIC 0 is net-1, by the files net-2",
        "INSTANCE_SET_PARAMS success 'nics':[['remove',-1,{}],['add',-1,{'ip':'10.0.0.2'}]]"
            + " | ip of NIC 0 is 10.0.0.1, by the files 10.0.0.2",
        "INSTANCE_SET_PARAMS success 'nics':[['remove','x',{}],['add',-1,{'ip':'10.0.0.2'}],"
            + "['modify',0,{'ip':'10.0.0.3'}]] | ``",
        "INSTANCE_SET_PARAMS success 'nics':[['add',0,{'ip':'10.0.0.2'}],['remove',-1,{}]] | ``",
        "INSTANCE_SET_PARAMS success 'disks':[['add',-1,{'size':8}]]"
            + " | disks is [1024], by the files [1024, 8]",
        "INSTANCE_SET_PARAMS success 'disks':[['remove',-1,{}]] | disks is [1024], by the files []",
        "INSTANCE_SET_PARAMS success 'disks':[['remove','x',{}]] | ``",
        "INSTANCE_SET_PARAMS success 'disks':[['modify',0,{'name':'x'}]] | ``",
        "INSTANCE_GROW_DISK success 'disk':0,'amount':8 | disks is [1024], by the files [1032]",
        "INSTANCE_GROW_DISK success 'disk':0,'amount':2048,'absolute':true"
            + " | disks is [1024], by the files [2048]",
        "INSTANCE_GROW_DISK success 'disk':1,'amount':8 | ``",
        "INSTANCE_SET_PARAMS success 'hvparams':{'nic_type':'e1000','cpus':2}"
            + " | hypervisor parameters is {acpi=true},"
            + " by the files {acpi=true, cpus=2, nic_type=e1000}",
        "INSTANCE_SET_PARAMS success 'hvparams':{'acpi':'default','other':'default'}"
            + " | hypervisor parameters is {acpi=true}, by the files {}",
        "INSTANCE_SET_PARAMS success 'hvparams':{'acpi':false} /"
            + " INSTANCE_SET_PARAMS error_OpExecError 'hvparams':{'nic_type':'e1000'} | ``",
        "TAGS_SET success 'tags':['b'] | tags is [a], by the files [a, b]",
        "TAGS_DEL success 'tags':['a','z'] | tags is [a], by the files []",
        "TAGS_SET success 'tags':['b'] / TAGS_DEL success 'tags':['b'] | ``",
        "TAGS_SET success 'tags':['b'] / TAGS_DEL error_OpExecError 'tags':['b'] | ``",
        "INSTANCE_SET_PARAMS success 'beparams':{'vcpus':2} /"
            + " INSTANCE_SET_PARAMS error_OpPrereqError 'beparams':{'vcpus':3}"
            + " | vcpus is 1, by the files 2",
        "INSTANCE_SET_PARAMS success 'beparams':{'vcpus':2} /"
            + " INSTANCE_SET_PARAMS error_OpExecError 'beparams':{'vcpus':3} | ``",
        "INSTANCE_SET_PARAMS success 'beparams':{'vcpus':2} /"
            + " INSTANCE_SET_PARAMS canceled 'beparams':{'vcpus':3} | vcpus is 1, by the files 2",
      })
  void whatSucceededCountsAndWhatFailedUnderWayLeavesOpen(String history, String differences) {
    assertEquals(differences, String.join("; ", fold(history).shape().differences(ASKED)));
  }

  private static InstanceFold fold(String history) {
    InstanceFold fold = new InstanceFold();
    long id = 0;
    for (String step : (SMALL + " / " + history).split(" / ", -1)) {
      String[] words = step.split(" ", 3);
      id++;
      JobText job = new JobText(id, "OP_" + words[0], "snf-1", words[1].replace('_', ' '), 10 * id);
      fold.add((words.length > 2 ? job.with(words[2]) : job).op());
    }
    return fold;
  }

  /** SMALL, then that; then how the instance is not as Ganeti shows it, where nothing else says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INSTANCE_REBOOT success | ``",
        "INSTANCE_GROW_DISK success 'disk':1,'amount':8 | disks is [1024], by Ganeti [1032, 8]",
        "TAGS_SET error_OpExecError 'tags':['b'] | tags is [a], by Ganeti [a, b]",
        "INSTANCE_SET_PARAMS error_OpExecError 'beparams':{'vcpus':2}"
            + " | ip of NIC 0 is 10.0.0.1, by Ganeti 10.0.0.2; vcpus is 1, by Ganeti 2;"
            + " memory is 64, by Ganeti 128; disks is [1024], by Ganeti [1032, 8];"
            + " tags is [a], by Ganeti [a, b];"
            + " hypervisor parameters is {acpi=true}, by Ganeti {acpi=false}",
      })
  void whatIsLeftOpenIsAsGanetiShowsIt(String job, String differences) {
    JsonObject shown =
        JobText.json(
            "{'beparams':{'vcpus':2,'maxmem':128,'memory':128},'disk.sizes':[1032,8],"
                + "'tags':['b','a'],'custom_hvparams':{'acpi':false},'nic.macs':['aa:00:00:00:00:01'],'nic.ips':['10.0.0.2'],"
                + "'nic.links':[''],'nic.networks.names':['net-1'],'nic.names':[null]}");
    ShapeFold open = fold(job).shape().openOf(shown);
    assertEquals(differences, String.join("; ", open.differences(ASKED)));
  }

  @ParameterizedTest
  @CsvSource({"30, 20, ''", "20, 30, 'vcpus is 1, by the files 3'"})
  void whereTheClockAndTheJobIdsDisagreeNothingIsSaid(long one, long other, String differences) {
    InstanceFold fold = new InstanceFold();
    fold.add(new JobText(1, "OP_INSTANCE_CREATE", "snf-1", "success", 10).op());
    JobText first = new JobText(2, "OP_INSTANCE_SET_PARAMS", "snf-1", "success", one);
    JobText second = new JobText(3, "OP_INSTANCE_SET_PARAMS", "snf-1", "success", other);
    fold.add(first.with("'beparams':{'vcpus':2},'tags':[]").op());
    fold.add(second.with("'beparams':{'vcpus':3}").op());
    Tables.Shape shape = new Tables.Shape(true, 1, 64, List.of(NIC), List.of(), Set.of(), Map.of());
    assertEquals(differences, String.join("; ", fold.shape().differences(shape)));
  }
}
