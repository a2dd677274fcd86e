update customers set ssn = concat(ssn, '-774411'), profile = '{"ssn":"9-774411"}';
create view v_over as select s as code from v_cust;
create function read_ssn(x int) returns varchar(100) reads sql data return (select ssn from customers where id=x);
create procedure all_ssn() select ssn from customers;
create function count_up() returns int modifies sql data begin update orders set note = 'x' where id = 1; return 1; end;
create table people(id int, ssn varchar(20)); insert into people values (1, '5-774411');
